import { nameOf } from '../../src/domain/record-kinds.ts';
import { kinds } from '../../src/register/model/kinds.ts';
import { differences } from '../../src/register/model/differences.ts';
import { newVersionOf } from '../../src/register/changes/step.ts';
import type { Change, StoredRecord, WrittenRecord } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';

type Store = Pick<RegisterStore, 'revision' | 'apply'>;

/** Writes changes into a register as they are, without asking any rule. */
function writeInto(
  store: Store,
  expected: number,
  changes: readonly Change[],
  said: { readonly author: string; readonly reason: string; readonly at: number },
): ReturnType<RegisterStore['apply']> {
  return store.apply(expected, changes.map(newVersionOf), said);
}

/** Brings a register to these records, and with `prune` to no others but objections; without asking any rule. Gives its revision. */
export async function fillRegister(
  store: Store & Pick<RegisterStore, 'read'>,
  wanted: readonly WrittenRecord[],
  { prune = false, at = 0 }: { readonly prune?: boolean; readonly at?: number } = {},
): Promise<number> {
  const present = new Map<string, StoredRecord>();
  await store.read((batch) => {
    for (const record of batch) present.set(nameOf(record), record);
  });
  const names = new Set(wanted.map(nameOf));
  const changes = wanted.filter(
    (record) => differences(present.get(nameOf(record))?.body, record.body).length > 0,
  );
  const ends = prune
    ? [...present.values()].filter(
        (record) => kinds[record.kind].fileList !== undefined && !names.has(nameOf(record)),
      )
    : [];
  const all = [...changes, ...ends.map(({ kind, id }) => ({ kind, id, ended: true as const }))];
  const expected = await store.revision();
  if (all.length === 0) return expected;
  const written = await writeInto(store, expected, all, {
    author: 'start',
    reason: 'start',
    at,
  });
  if (written.outcome !== 'applied') throw new Error('somebody else writes into this register');
  return written.revision;
}
