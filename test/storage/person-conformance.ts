import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardId, schoolId, sectorId, type BoardId } from '../../src/domain/ids.ts';
import type { PersonStore } from '../../src/storage/stores.ts';
import { hashOf, randomHandle, required, rootOf } from '../support/ids.ts';

const boards = [required(boardId('bestuur-een')), required(boardId('bestuur-twee'))] as const;
const school = required(schoolId('de-school'));
const day = 86_400_000;
const now = Date.UTC(2026, 8, 1, 7);

/** A name that no other test uses. */
function fresh(name: string): string {
  return `${name} ${randomUUID()}`;
}

function describeRoots(store: () => PersonStore): void {
  it('makes the first hash the root of all that come with it, and of those that come later', async () => {
    const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')];
    const root = { outcome: 'resolved', root: rootOf(a) };
    expect(await store().resolve([hashOf(a), hashOf(b)])).toEqual(root);
    expect(await store().resolve([hashOf(b)])).toEqual(root);
    expect(await store().resolve([hashOf(c), hashOf(b)])).toEqual(root);
    expect(await store().resolve([hashOf(c), hashOf(c)])).toEqual(root);
  });

  it('refuses hashes of two people, and writes nothing', async () => {
    const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')];
    await store().resolve([hashOf(a)]);
    await store().resolve([hashOf(b)]);
    expect(await store().resolve([hashOf(c), hashOf(a), hashOf(b)])).toEqual({ outcome: 'conflict' });
    expect(await store().resolve([hashOf(a), hashOf(b)])).toEqual({ outcome: 'conflict' });
    expect(await store().resolve([hashOf(c)])).toEqual({ outcome: 'resolved', root: rootOf(c) });
  });

  it('gives one root to 50 calls at the same time with overlapping hashes, in any order', async () => {
    const shared = fresh('shared');
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const own = hashOf(`${shared} ${index % 7}`);
        return store().resolve(index % 2 === 0 ? [own, hashOf(shared)] : [hashOf(shared), own]);
      }),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(outcomes[0]?.outcome).toBe('resolved');
  });

  it('never splits or merges people when chains of hashes arrive at the same time', async () => {
    const chain = fresh('chain');
    const link = (index: number) => hashOf(`${chain} ${index % 10}`);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store().resolve(index % 2 === 0 ? [link(index), link(index + 1)] : [link(index + 1), link(index)]),
      ),
    );
    // Two ends of the chain may have become two people before they met: then the meeting is refused, for all time.
    const roots = new Map<number, string>();
    for (let index = 0; index < 10; index += 1) {
      const found = await store().resolve([link(index)]);
      expect(found.outcome).toBe('resolved');
      if (found.outcome === 'resolved') roots.set(index, found.root);
    }
    outcomes.forEach((outcome, index) => {
      const [one, other] = [roots.get(index % 10), roots.get((index + 1) % 10)];
      if (outcome.outcome === 'conflict') expect(one).not.toBe(other);
      else expect([one, other]).toEqual([outcome.root, outcome.root]);
    });
  });
}

function describePortable(store: () => PersonStore): void {
  const claim = (name: string, board: BoardId, at: number) =>
    store().claimPortable({ hash: hashOf(name), board, school, at, staleBefore: at - 30 * day });

  it('keeps an identifier for its board', async () => {
    const name = fresh('eck');
    expect(await claim(name, boards[0], now)).toBe('bound');
    expect(await claim(name, boards[1], now + day)).toBe('foreign');
    expect(await claim(name, boards[0], now + 20 * day)).toBe('bound');
    expect(await claim(name, boards[1], now + 50 * day)).toBe('foreign');
    expect(await claim(name, boards[1], now + 50 * day + 1)).toBe('bound');
    expect(await claim(name, boards[0], now + 50 * day + 2)).toBe('foreign');
  });

  it('gives a released one to the next board, once', async () => {
    const name = fresh('eck');
    expect(await store().releasePortable(hashOf(name))).toBe(false);
    await claim(name, boards[0], now);
    expect(await store().releasePortable(hashOf(name))).toBe(true);
    expect(await claim(name, boards[1], now + 1)).toBe('bound');
    expect(await claim(name, boards[0], now + 2)).toBe('foreign');
  });

  it('binds to exactly one of two boards that claim it 50 times at the same time', async () => {
    const name = fresh('eck');
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const board = boards[index % 2 === 0 ? 0 : 1];
        return { board, outcome: await claim(name, board, now) };
      }),
    );
    const bound = outcomes.filter(({ outcome }) => outcome === 'bound');
    expect(bound).toHaveLength(25);
    expect(new Set(bound.map(({ board }) => board)).size).toBe(1);
  });
}

function describeNames(store: () => PersonStore): void {
  it('keeps one handle of a person, also when 50 ask at the same time, until it is erased', async () => {
    const root = rootOf(fresh('person'));
    const handles = await Promise.all(
      Array.from({ length: 50 }, () => store().handleOf(root, randomHandle())),
    );
    expect(new Set(handles).size).toBe(1);
    const handle = required(handles[0]);
    expect(await store().handleOf(root, randomHandle())).toBe(handle);
    expect(await store().eraseHandle(handle)).toBe(true);
    expect(await store().eraseHandle(handle)).toBe(false);
    expect(await store().handleOf(root, randomHandle())).not.toBe(handle);
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
  describeNames(store);
}
