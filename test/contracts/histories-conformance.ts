import { expect, it } from 'vitest';
import type { NewVersion } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';

const meta = { author: 'tester', reason: 'conformance', at: Date.UTC(2026, 8, 1, 7, 30, 15, 123) };

function named(id: string, references: readonly string[], name = id): NewVersion {
  return { kind: 'school', id, body: { name }, references };
}

/** What a `RegisterStore` tells of the versions of several records. */
export function describeHistories(store: () => RegisterStore): void {
  it('tells the ids of those that ever named a record, ended ones too, in pages', async () => {
    const revision = await store().revision();
    const references = ['board ooit', 'supplier ooit'];
    await store().apply(
      revision,
      ['ooit-c', 'ooit-a', 'ooit-b'].map((id) => named(id, references)),
      meta,
    );
    await store().apply(
      revision + 1,
      [named('ooit-a', []), { kind: 'school', id: 'ooit-b', ended: true }],
      meta,
    );
    const query = { kind: 'school', naming: { board: 'ooit', supplier: 'ooit' } } as const;
    expect(await store().everNaming({ ...query, limit: 2 })).toEqual(['ooit-a', 'ooit-b']);
    expect(await store().everNaming({ ...query, limit: 2, after: 'ooit-b' })).toEqual(['ooit-c']);
    const other = { ...query, naming: { board: 'ooit', supplier: 'nooit' } };
    expect(await store().everNaming({ ...other, limit: 2 })).toEqual([]);
    expect(await store().everNaming({ ...query, kind: 'idp', limit: 2 })).toEqual([]);
  });

  it('gives the versions of several records, each oldest first', async () => {
    const revision = await store().revision();
    await store().apply(revision, [named('verleden-a', []), named('verleden-b', [])], meta);
    await store().apply(revision + 1, [named('verleden-a', [], 'Later')], meta);
    const names = ['verleden-b', 'verleden-a', 'verleden-c'].map((id) => ({ kind: 'school', id }) as const);
    const versions = await store().histories(names);
    const ofOne = (id: string) => versions.filter((version) => version.id === id);
    expect(versions).toHaveLength(3);
    expect(ofOne('verleden-a')).toEqual(await store().history('school', 'verleden-a'));
    expect(ofOne('verleden-b')).toEqual(await store().history('school', 'verleden-b'));
    expect(await store().histories([])).toEqual([]);
  });
}
