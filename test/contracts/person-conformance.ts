import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardId, schoolId, sectorId, type BoardId } from '../../src/domain/ids.ts';
import type { Identification } from '../../src/storage/identification.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';
import { hashOf, randomHandle, required, rootOf } from '../../testkit/values/ids.ts';

const boards = [required(boardId('bestuur-een')), required(boardId('bestuur-twee'))] as const;
const school = required(schoolId('de-school'));
const day = 86_400_000;
const now = Date.UTC(2026, 8, 1, 7);

/** A name that no other test uses. */
function fresh(name: string): string {
  return `${name} ${randomUUID()}`;
}

interface Assertion {
  readonly board?: BoardId;
  readonly at?: number;
}
type Name = string | { readonly eck: string };

type Whom =
  | Pick<Extract<Identification, { outcome: 'resolved' }>, 'outcome' | 'root'>
  | Exclude<Identification, { outcome: 'resolved' }>;

/**
 * A sign-in with identifiers of these names; a word is one that only its own board knows. Whether the root may give way is
 * the business of `person-provisional-conformance.ts`.
 */
async function identify(
  store: PersonStore,
  [first, ...rest]: readonly [Name, ...Name[]],
  { board = boards[0], at = now }: Assertion = {},
): Promise<Whom> {
  const hashed = (name: Name) =>
    typeof name === 'string'
      ? { hash: hashOf(name), portable: false }
      : { hash: hashOf(name.eck), portable: true };
  const found = await store.identify({
    identifiers: [hashed(first), ...rest.map(hashed)],
    board,
    school,
    at,
    staleBefore: at - 30 * day,
    objections: [],
    provisionalSince: at - 30 * day,
  });
  return found.outcome === 'resolved' ? { outcome: found.outcome, root: found.root } : found;
}

const conflict = { outcome: 'conflict' } as const;
const foreign = { outcome: 'foreign_board' } as const;
function resolved(name: string) {
  return { outcome: 'resolved', root: rootOf(name) } as const;
}

function describeRoots(store: () => PersonStore): void {
  it('makes the first hash the root of all that come with it, and of those that come later', async () => {
    const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')];
    expect(await identify(store(), [a, b])).toEqual(resolved(a));
    expect(await identify(store(), [b])).toEqual(resolved(a));
    expect(await identify(store(), [c, b])).toEqual(resolved(a));
    expect(await identify(store(), [c, c])).toEqual(resolved(a));
  });

  it('refuses hashes of two people, and links nothing', async () => {
    const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')];
    await identify(store(), [a]);
    await identify(store(), [b]);
    expect(await identify(store(), [c, a, b])).toEqual(conflict);
    expect(await identify(store(), [a, b])).toEqual(conflict);
    expect(await identify(store(), [c])).toEqual(resolved(c));
  });

  it('gives one root to 50 calls at the same time with overlapping hashes, in any order', async () => {
    const shared = fresh('shared');
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const own = `${shared} ${index % 7}`;
        return identify(store(), index % 2 === 0 ? [own, shared] : [shared, own]);
      }),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(outcomes[0]?.outcome).toBe('resolved');
  });

  it('never splits or merges people when chains of hashes arrive at the same time', async () => {
    const chain = fresh('chain');
    const link = (index: number): Name => {
      const name = `${chain} ${index % 10}`;
      return index % 3 === 0 ? name : { eck: name };
    };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        identify(store(), index % 2 === 0 ? [link(index), link(index + 1)] : [link(index + 1), link(index)]),
      ),
    );
    // Two ends of the chain may have become two people before they met: then the meeting is refused, for all time.
    const roots = new Map<number, string>();
    for (let index = 0; index < 10; index += 1) {
      const found = await identify(store(), [link(index)]);
      expect(found.outcome).toBe('resolved');
      if (found.outcome === 'resolved') roots.set(index, found.root);
    }
    outcomes.forEach((outcome, index) => {
      const [one, other] = [roots.get(index % 10), roots.get((index + 1) % 10)];
      if (outcome.outcome === 'resolved') expect([one, other]).toEqual([outcome.root, outcome.root]);
      else expect([outcome, one === other]).toEqual([conflict, false]);
    });
  });
}

function describePortable(store: () => PersonStore): void {
  const claim = async (eck: string, board: BoardId, at: number) =>
    (await identify(store(), [{ eck }], { board, at })).outcome;

  it('keeps an identifier for its board', async () => {
    const name = fresh('eck');
    expect(await claim(name, boards[0], now)).toBe('resolved');
    expect(await claim(name, boards[1], now + day)).toBe('foreign_board');
    expect(await claim(name, boards[0], now + 20 * day)).toBe('resolved');
    expect(await claim(name, boards[1], now + 50 * day)).toBe('foreign_board');
    expect(await claim(name, boards[1], now + 50 * day + 1)).toBe('resolved');
    expect(await claim(name, boards[0], now + 50 * day + 2)).toBe('foreign_board');
  });

  it('never counts an assertion as older than it was, when an earlier one comes late', async () => {
    const name = fresh('eck');
    expect(await claim(name, boards[0], now + day)).toBe('resolved');
    expect(await claim(name, boards[0], now)).toBe('resolved');
    expect(await claim(name, boards[1], now + 31 * day)).toBe('foreign_board');
  });

  it('gives a released one to the next board, once', async () => {
    const name = fresh('eck');
    expect(await store().releasePortable(hashOf(name))).toBe(false);
    await claim(name, boards[0], now);
    expect(await store().releasePortable(hashOf(name))).toBe(true);
    expect(await claim(name, boards[1], now + 1)).toBe('resolved');
    expect(await claim(name, boards[0], now + 2)).toBe('foreign_board');
  });

  it('leaves to every board what is not portable', async () => {
    const name = fresh('local');
    for (const board of [boards[0], boards[1], boards[0]]) {
      expect(await identify(store(), [name], { board })).toEqual(resolved(name));
    }
    expect(await store().releasePortable(hashOf(name))).toBe(false);
  });

  it('binds to exactly one of two boards that claim it 50 times at the same time', async () => {
    const name = fresh('eck');
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const board = boards[index % 2 === 0 ? 0 : 1];
        return { board, outcome: await claim(name, board, now) };
      }),
    );
    const bound = outcomes.filter(({ outcome }) => outcome === 'resolved');
    expect(bound).toHaveLength(25);
    expect(new Set(bound.map(({ board }) => board)).size).toBe(1);
  });
}

/** Two people of one board, each with an identifier of that board and an ECK iD. */
async function twoPeople(store: PersonStore) {
  const people = ['pip', 'mees'].map((name) => ({ own: fresh(name), eck: fresh(`eck of ${name}`) }));
  for (const { own, eck } of people) await identify(store, [{ eck }, own]);
  const [pip, mees] = people;
  return { pip: required(pip), mees: required(mees) };
}

function describeRefusals(store: () => PersonStore): void {
  const later = now + 40 * day;

  it('leaves an identifier that is too old, or was released, with its board when it refuses a conflict', async () => {
    for (const released of [false, true]) {
      const { pip, mees } = await twoPeople(store());
      if (released) await store().releasePortable(hashOf(pip.eck));
      const at = released ? now + 1 : later;
      expect(await identify(store(), [{ eck: pip.eck }, mees.own], { board: boards[1], at })).toEqual(
        conflict,
      );
      expect(await identify(store(), [{ eck: pip.eck }], { at })).toEqual(resolved(pip.eck));
      expect(await identify(store(), [{ eck: pip.eck }], { board: boards[1], at })).toEqual(foreign);
    }
  });

  it('binds no identifier that nobody asserted before, and starts no time anew, when it refuses a conflict', async () => {
    const { pip, mees } = await twoPeople(store());
    const unseen = { eck: fresh('eck') };
    const at = now + 20 * day;
    expect(await identify(store(), [unseen, { eck: pip.eck }, mees.own], { at })).toEqual(conflict);
    expect(await identify(store(), [unseen], { board: boards[1], at })).toEqual(resolved(unseen.eck));
    const unasserted = { board: boards[1], at: now + 31 * day };
    expect(await identify(store(), [{ eck: pip.eck }], unasserted)).toEqual(resolved(pip.eck));
  });

  it('links nothing and binds nothing when one of several portable identifiers is of another board', async () => {
    const { pip } = await twoPeople(store());
    const [free, local] = [{ eck: fresh('eck') }, fresh('local')];
    for (const order of [
      [free, { eck: pip.eck }, local] as const,
      [{ eck: pip.eck }, local, free] as const,
    ]) {
      expect(await identify(store(), order, { board: boards[1] })).toEqual(foreign);
    }
    expect(await identify(store(), [free], { board: boards[0] })).toEqual(resolved(free.eck));
    expect(await identify(store(), [local], { board: boards[1] })).toEqual(resolved(local));
  });

  it('says that the board is another one before it says that they are two people', async () => {
    const { pip, mees } = await twoPeople(store());
    const board = boards[1];
    expect(await identify(store(), [{ eck: pip.eck }, mees.own], { board })).toEqual(foreign);
  });

  it('gives several portable identifiers to one of two boards together, when 50 claim them at the same time', async () => {
    const ecks = [{ eck: fresh('eck') }, { eck: fresh('eck') }] as const;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const order = index % 4 < 2 ? ecks : ([ecks[1], ecks[0]] as const);
        return identify(store(), order, { board: boards[index % 2 === 0 ? 0 : 1] });
      }),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'resolved')).toHaveLength(25);
    const [first] = outcomes.filter(({ outcome }) => outcome === 'resolved');
    const owner = boards[outcomes.findIndex(({ outcome }) => outcome === 'resolved') % 2 === 0 ? 0 : 1];
    for (const eck of ecks) expect(await identify(store(), [eck], { board: owner })).toEqual(first);
  });

  it('moves nothing when 50 calls at the same time are all refused', async () => {
    const { pip, mees } = await twoPeople(store());
    const eck = { eck: pip.eck };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const order = [[eck, mees.own] as const, [mees.own, eck] as const][index % 2] ?? [eck];
        return identify(store(), order, { board: boards[1], at: later });
      }),
    );
    expect(outcomes).toEqual(outcomes.map(() => conflict));
    expect(await identify(store(), [eck], { at: later })).toEqual(resolved(pip.eck));
    expect(await identify(store(), [eck], { board: boards[1], at: later })).toEqual(foreign);
  });
}

function describeNames(store: () => PersonStore): void {
  it('keeps one handle of a person at a board, also when 50 ask at the same time, until it is erased', async () => {
    const root = rootOf(fresh('person'));
    const [board] = boards;
    const handles = await Promise.all(
      Array.from({ length: 50 }, () => store().handleOf(root, board, randomHandle())),
    );
    expect(new Set(handles).size).toBe(1);
    const handle = required(handles[0]);
    expect(await store().handleOf(root, board, randomHandle())).toBe(handle);
    expect(await eraseHandle(store(), handle, board)).toBe(true);
    expect(await eraseHandle(store(), handle, board)).toBe(false);
    expect(await store().handleOf(root, board, randomHandle())).not.toBe(handle);
  });

  it('keeps another handle of the same person at another board, and erases at one board alone', async () => {
    const root = rootOf(fresh('person'));
    const [here, there] = await Promise.all(
      boards.map((board) => store().handleOf(root, board, randomHandle())),
    );
    expect(there).not.toBe(here);
    expect(await eraseHandle(store(), required(here), boards[1])).toBe(false);
    expect(await eraseHandle(store(), required(here), boards[0])).toBe(true);
    expect(await store().handleOf(root, boards[1], randomHandle())).toBe(there);
  });

  it('tells a board of whoever has an identifier: handles there, and whether an ECK iD is bound to it', async () => {
    const [own, name] = [fresh('own'), fresh('eck')];
    const nobody = { handles: [], identifiers: [], isBound: false };
    expect(await store().findAt(hashOf(own), boards[0])).toEqual(nobody);
    await identify(store(), [own, { eck: name }]);
    const root = rootOf(own);
    const identifiers = [hashOf(own), hashOf(name)].toSorted();
    const found = async (hash: string, board: BoardId) => {
      const { identifiers: all, ...rest } = await store().findAt(hashOf(hash), board);
      return { ...rest, identifiers: all.toSorted() };
    };
    expect(await found(own, boards[0])).toEqual({ root, handles: [], identifiers, isBound: true });
    const handle = await store().handleOf(root, boards[0], randomHandle());
    expect(await found(name, boards[0])).toEqual({ root, handles: [handle], identifiers, isBound: true });
    expect(await found(name, boards[1])).toEqual({ root, handles: [], identifiers, isBound: false });
    expect(await store().handlesAt(root, boards[0])).toEqual([handle]);
    expect(await store().rootOf(handle, boards[0])).toBe(root);
    expect(await store().rootOf(handle, boards[1])).toBeUndefined();
    expect((await store().identifiersOf({ root })).toSorted()).toEqual(identifiers);
    expect((await store().identifiersOf({ identifier: hashOf(name) })).toSorted()).toEqual(identifiers);
  });

  it('knows in which namespaces somebody was identified', async () => {
    const namespace = `namespace-${randomUUID()}`;
    expect(await store().isUsedNamespace(namespace)).toBe(false);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store().useNamespace(namespace, index)));
    expect(await store().isUsedNamespace(namespace)).toBe(true);
    expect(await store().isUsedNamespace(namespace.toUpperCase())).toBe(false);
  });

  it('pins a sector to the version that came first, also when 50 ask at the same time', async () => {
    const sector = required(sectorId(`sector-${randomUUID()}`));
    const versions = await Promise.all(
      Array.from({ length: 50 }, (_, index) => store().pinSector(sector, index + 1)),
    );
    expect(new Set(versions).size).toBe(1);
    expect(await store().pinSector(sector, 99)).toBe(versions[0]);
  });
}

/** What every `PersonStore` has to do. */
export function describePersonStore(open: () => Promise<PersonStore>): void {
  let opened: PersonStore | undefined;
  const store = () => {
    if (opened === undefined) throw new Error('the store was not opened');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  describeRoots(store);
  describePortable(store);
  describeRefusals(store);
  describeNames(store);
}
