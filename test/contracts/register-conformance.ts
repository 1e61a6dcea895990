import { afterAll, beforeAll, expect, it } from 'vitest';
import { SluisError } from '../../src/domain/errors.ts';
import type { NewVersion, StoredRecord } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';
import { wholeRegister } from '../../testkit/values/whole-register.ts';
import { describeHistories } from './histories-conformance.ts';

/** What the stores under test are told to take as too much. */
export const mostChanges = 200;

const meta = { author: 'tester', reason: 'conformance', at: Date.UTC(2026, 8, 1, 7, 30, 15, 123) };

function school(id: string, name: string): NewVersion {
  return { kind: 'school', id, body: { name }, references: [] };
}

function describeVersions(store: () => RegisterStore): void {
  it('begins empty', async () => {
    expect(await store().revision()).toBe(0);
    expect(await wholeRegister(store())).toEqual({ revision: 0, records: [] });
    expect(await store().history('school', 'nowhere')).toEqual([]);
  });

  it('writes versions, ends a record, begins it again, and forgets nothing', async () => {
    const first = await store().apply(
      0,
      [school('een', 'Een'), { kind: 'board', id: 'een', body: { a: [1, 'ë'] }, references: [] }],
      meta,
    );
    expect(first).toEqual({ outcome: 'applied', revision: 1 });
    expect(await store().apply(1, [{ kind: 'school', id: 'een', ended: true }], meta)).toEqual({
      outcome: 'applied',
      revision: 2,
    });
    const board = { kind: 'board', id: 'een', version: 1, body: { a: [1, 'ë'] } };
    expect(await wholeRegister(store())).toEqual({ revision: 2, records: [board] });
    await store().apply(2, [school('een', 'Weer een')], { ...meta, author: 'another' });
    expect(await wholeRegister(store())).toEqual({
      revision: 3,
      records: [board, { kind: 'school', id: 'een', version: 3, body: { name: 'Weer een' } }],
    });
    const version = { kind: 'school', id: 'een', ...meta, ended: false };
    expect(await store().history('school', 'een')).toEqual([
      { ...version, version: 1, body: { name: 'Een' }, revision: 1 },
      { ...version, version: 2, body: null, revision: 2, ended: true },
      { ...version, version: 3, body: { name: 'Weer een' }, revision: 3, author: 'another' },
    ]);
  });

  it('changes nothing with no changes', async () => {
    const revision = await store().revision();
    expect(await store().apply(revision, [], meta)).toEqual({ outcome: 'applied', revision });
    expect(await store().revision()).toBe(revision);
  });
}

function describeReading(store: () => RegisterStore, another: () => RegisterStore): void {
  it('reads in batches, each record once', async () => {
    const before = await wholeRegister(store());
    const many = Array.from({ length: 4_500 }, (_, index) => school(`veel-${index}`, `Veel ${index}`));
    await store().apply(before.revision, many, meta);
    const sizes: number[] = [];
    await store().read((batch) => sizes.push(batch.length));
    expect(sizes.length).toBeGreaterThan(1);
    const { revision, records } = await wholeRegister(store());
    expect(revision).toBe(before.revision + 1);
    expect(records).toHaveLength(before.records.length + 4_500);
    expect(new Set(records.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(records.length);
  });

  it('reads one snapshot, also when others write meanwhile', async () => {
    const before = await wholeRegister(store());
    let writing: Promise<unknown> | undefined;
    const records: StoredRecord[] = [];
    const revision = await store().read((batch) => {
      records.push(...batch);
      writing ??= another().apply(
        before.revision,
        [school('veel-4499', 'Later'), { kind: 'school', id: 'veel-0', ended: true }],
        meta,
      );
    });
    await writing;
    expect(revision).toBe(before.revision);
    expect(records.filter(({ id }) => /^veel-(0|4499)$/.test(id)).map(({ version }) => version)).toEqual([
      1, 1,
    ]);
    expect(await store().revision()).toBe(before.revision + 1);
  });

  it('stops reading with what the taker throws', async () => {
    let taken = 0;
    const reading = store().read(() => {
      taken += 1;
      throw new SluisError('register.invalid', 'not this one');
    });
    await expectFailure(reading, 'register.invalid');
    expect(taken).toBe(1);
    await store().ping();
  });
}

function describeChanges(store: () => RegisterStore): void {
  it('tells each changed record once, in its newest version or as ended', async () => {
    const from = await store().revision();
    await store().apply(from, [school('wissel', 'Een'), school('weg', 'Weg')], meta);
    await store().apply(
      from + 1,
      [school('wissel', 'Twee'), { kind: 'school', id: 'weg', ended: true }],
      meta,
    );
    const changed = await store().changesSince(from);
    expect(changed?.revision).toBe(from + 2);
    expect(changed?.states.toSorted((left, right) => (left.id < right.id ? -1 : 1))).toEqual([
      { kind: 'school', id: 'weg', version: 2, ended: true },
      { kind: 'school', id: 'wissel', version: 2, body: { name: 'Twee' } },
    ]);
    expect((await store().changesSince(from + 1))?.states).toHaveLength(2);
    expect(await store().changesSince(from + 2)).toEqual({ revision: from + 2, states: [] });
  });

  it('leaves it to reading everything when there is too much, or when the register never came so far', async () => {
    const revision = await store().revision();
    expect(await store().changesSince(revision + 1)).toBeUndefined();
    const half = (name: string) =>
      Array.from({ length: mostChanges / 2 + 1 }, (_, index) => school(`${name}-${index}`, 'Veel'));
    await store().apply(revision, half('links'), meta);
    await store().apply(revision + 1, half('rechts'), meta);
    expect(await store().changesSince(revision)).toBeUndefined();
    expect((await store().changesSince(revision + 1))?.states).toHaveLength(mostChanges / 2 + 1);
  });

  it('leaves nothing out when a few records changed very often', async () => {
    const revision = await store().revision();
    const same = Array.from({ length: mostChanges / 2 }, (_, index) => `telkens-${String(index)}`);
    for (let round = 0; round < 3; round += 1) {
      await store().apply(
        revision + round,
        same.map((id) => school(id, `Ronde ${String(round)}`)),
        meta,
      );
    }
    await store().apply(revision + 3, [school('het-laatste', 'Het laatste')], meta);
    const changed = await store().changesSince(revision);
    expect(changed === undefined || changed.states.some(({ id }) => id === 'het-laatste')).toBe(true);
  });
}

function describeReferences(store: () => RegisterStore): void {
  const named = (id: string, references: readonly string[]): NewVersion => ({
    kind: 'school',
    id,
    body: { name: id },
    references,
  });
  const idsOf = (records: readonly StoredRecord[]): readonly string[] => records.map(({ id }) => id).sort();

  it('finds records by the references with which their newest version was written, and former ones too', async () => {
    const revision = await store().revision();
    const odd = 'word with "quotes", \\, {braces} and ,commas';
    await store().apply(
      revision,
      [named('wijst-een', ['board a', odd]), named('wijst-twee', ['board b'])],
      meta,
    );
    await store().apply(revision + 1, [named('wijst-een', ['board b'])], meta);
    expect(idsOf(await store().referringTo('school', ['board a']))).toEqual([]);
    expect(idsOf(await store().referringTo('school', ['board a', 'board b']))).toEqual([
      'wijst-een',
      'wijst-twee',
    ]);
    expect(idsOf(await store().referringTo('idp', ['board b']))).toEqual([]);
    expect(idsOf(await store().everReferringTo('school', ['board a']))).toEqual(['wijst-een']);
    expect(idsOf(await store().everReferringTo('school', [odd]))).toEqual(['wijst-een']);
    await store().apply(revision + 2, [{ kind: 'school', id: 'wijst-twee', ended: true }], meta);
    expect(idsOf(await store().referringTo('school', ['board b']))).toEqual(['wijst-een']);
    expect(idsOf(await store().everReferringTo('school', ['board b']))).toEqual(['wijst-een', 'wijst-twee']);
  });

  it('lists those that name a record, in pages', async () => {
    const revision = await store().revision();
    const many = ['noemt-a', 'noemt-b', 'noemt-c'].map((id) => named(id, ['board genoemd']));
    await store().apply(revision, [...many, named('noemt-niet', [])], meta);
    const query = { kind: 'school', naming: { board: 'genoemd' } } as const;
    const page = await store().list({ ...query, limit: 2 });
    expect(idsOf(page)).toEqual(['noemt-a', 'noemt-b']);
    expect(idsOf(await store().list({ ...query, limit: 2, after: 'noemt-b' }))).toEqual(['noemt-c']);
  });
}

function describeRefusals(store: () => RegisterStore): void {
  it('answers a stale revision, and one that is ahead, with a conflict', async () => {
    const before = await wholeRegister(store());
    expect(await store().apply(before.revision - 1, [school('x', 'X')], meta)).toEqual({
      outcome: 'conflict',
    });
    expect(await store().apply(before.revision + 1, [], meta)).toEqual({ outcome: 'conflict' });
    expect(await wholeRegister(store())).toEqual(before);
  });

  it('writes nothing at all when one change is wrong', async () => {
    const before = await wholeRegister(store());
    const wrong: NewVersion[][] = [
      [school('goed', 'Goed'), { kind: 'school', id: 'nooit-geweest', ended: true }],
      [school('twee', 'Een'), school('twee', 'Twee')],
      [school('goed', 'Goed'), { kind: 'school', id: 'leeg', body: undefined, references: [] }],
      [school('goed', 'Goed'), { kind: 'school', id: 'leeg', body: null, references: [] }],
    ];
    for (const changes of wrong) {
      await expectFailure(store().apply(before.revision, changes, meta), 'register.invalid');
    }
    const nulCharacter = String.fromCharCode(0);
    await expectFailure(store().apply(before.revision, [school('nul', nulCharacter)], meta), 'internal');
    expect(await wholeRegister(store())).toEqual(before);
  });
}

function describeConcurrency(store: () => RegisterStore): void {
  it('lets exactly one of 50 apply on the same revision', async () => {
    const revision = await store().revision();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store().apply(revision, [school('samen', `Nummer ${index}`)], meta),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
    expect(await store().revision()).toBe(revision + 1);
  });

  it('shows readers only whole snapshots while others write', async () => {
    const writing = (async () => {
      for (let round = 0; round < 20; round += 1) {
        const revision = await store().revision();
        await store().apply(
          revision,
          [school('links', String(revision + 1)), school('rechts', String(revision + 1))],
          meta,
        );
      }
    })();
    const state = { done: false };
    void writing.finally(() => (state.done = true));
    while (!state.done) {
      const { revision, records } = await wholeRegister(store());
      const names = records.filter(({ id }) => id === 'links' || id === 'rechts').map(({ body }) => body);
      if (names.length > 0) expect(names).toEqual([{ name: String(revision) }, { name: String(revision) }]);
    }
    await writing;
  });
}

function describeHints(store: () => RegisterStore, another: () => RegisterStore): void {
  it('tells subscribers of a change by another connection within a second, and nothing after a conflict', async () => {
    let hints = 0;
    const subscription = await store().subscribe(() => {
      hints += 1;
    });
    const revision = await store().revision();
    await another().apply(revision - 1, [school('hint', 'Nee')], meta);
    await another().apply(revision, [school('hint', 'Ja')], meta);
    await eventually(() => expect(hints).toBe(1), 1000);
    await subscription.close();
    await another().apply(revision + 1, [school('hint', 'Stil')], meta);
    expect(await store().revision()).toBe(revision + 2);
    expect(hints).toBe(1);
  });
}

/** What every `RegisterStore` has to do. `open` gives two stores on the same empty register. */
export function describeRegisterStore(
  open: () => Promise<{ store: RegisterStore; another: RegisterStore }>,
): void {
  let opened: { store: RegisterStore; another: RegisterStore } | undefined;
  const current = () => {
    if (opened === undefined) throw new Error('the store was not opened');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.store.close();
    await opened?.another.close();
  });
  describeVersions(() => current().store);
  describeReferences(() => current().store);
  describeHistories(() => current().store);
  describeRefusals(() => current().store);
  describeConcurrency(() => current().store);
  describeHints(
    () => current().store,
    () => current().another,
  );
  describeReading(
    () => current().store,
    () => current().another,
  );
  describeChanges(() => current().store);
}
