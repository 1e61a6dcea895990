import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { boardId } from '../../src/domain/ids.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';
import { randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import { entry } from './ledger-entry.ts';
import { boards, inputOf } from './provisional-case.ts';

export interface LedgerStores {
  readonly store: LedgerStore;
  /** On the same database. */
  readonly people: PersonStore;
}

export function describeCurrentHandles(stores: () => LedgerStores): void {
  const board = required(boardId('bestuur'));
  const append = (changes: Partial<LedgerEntry>) => stores().store.appendIfCurrent(entry(changes));

  it('appends for a handle only as long as it is somebody’s at the board of the entry', async () => {
    const { store, people } = stores();
    const root = rootOf(`somebody ${randomUUID()}`);
    const nobodys = entry();
    expect(await store.appendIfCurrent(nobodys)).toBeUndefined();
    expect(await store.find(nobodys.id)).toBeUndefined();
    const person = await people.handleOf(root, board, randomHandle());
    const current = entry({ person });
    expect(await store.appendIfCurrent(current)).toEqual(current);
    expect(await store.find(current.id)).toEqual(current);
    expect(await append({ person, board: required(boardId('ander-bestuur')) })).toBeUndefined();
    expect(await eraseHandle(people, person, board)).toBe(true);
    expect(await append({ person })).toBeUndefined();
  });

  it('is told with a sign-in: the handle at the board that asks, and of no other', async () => {
    const { people } = stores();
    const own = `own ${randomUUID()}`;
    const handleAtSignIn = async () => {
      const found = await people.identify(inputOf({ own }, {}));
      return found.outcome === 'resolved' ? found.handle : found.outcome;
    };
    expect(await handleAtSignIn()).toBeUndefined();
    await people.handleOf(rootOf(own), boards[1], randomHandle());
    expect(await handleAtSignIn()).toBeUndefined();
    const handle = await people.handleOf(rootOf(own), boards[0], randomHandle());
    expect(await handleAtSignIn()).toBe(handle);
    expect(await eraseHandle(people, handle, boards[0])).toBe(true);
    expect(await handleAtSignIn()).toBeUndefined();
  });

  it('refuses each by itself in a group of current and erased handles', async () => {
    const { people } = stores();
    const person = await people.handleOf(rootOf(`somebody ${randomUUID()}`), board, randomHandle());
    const all = Array.from({ length: 9 }, (_, index) => entry(index % 3 === 0 ? {} : { person }));
    const written = await Promise.all(all.map((one) => stores().store.appendIfCurrent(one)));
    expect(written).toEqual(all.map((one, index) => (index % 3 === 0 ? undefined : one)));
  });
}
