import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardId, documentHash, type BoardId } from '../../src/domain/ids.ts';
import type { DocumentStore } from '../../src/storage/stores/document-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';

export interface DocumentStores {
  readonly store: DocumentStore;
  /** On the same data, by connections of its own. */
  readonly another: DocumentStore;
  readonly ledger: LedgerStore;
}

const many = { documents: 1_000, bytes: 1_000_000 };
const boardNamed = (name: string) => required(boardId(name));
const at = Date.UTC(2026, 8, 1);

function documentOf(board: BoardId, size = 10, changes: { readonly keyVersion?: number } = {}) {
  return {
    board,
    hash: required(documentHash(randomBytes(32).toString('hex'))),
    mediaType: 'application/pdf' as const,
    size,
    author: 'cli:ada',
    reason: 'signed in May',
    at,
    keyVersion: 1,
    sealed: randomBytes(64),
    ...changes,
  };
}
const eventOf = (board: BoardId) => ({ type: 'document.added', at, board }) as const;

export function describeDocumentStore(open: () => Promise<DocumentStores>): void {
  let stores: DocumentStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const eventsAt = async (board: BoardId) =>
    (await stores.ledger.listAudit({ limit: 1_000 })).filter((event) => event.board === board);

  it('has no more documents of a board than the bounds allow, whoever adds them together', async () => {
    const { store, another } = stores;
    const board = boardNamed('bounded');
    const bounds = { documents: 3, bytes: 1_000_000 };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? store : another).add(documentOf(board), bounds, [eventOf(board)]),
      ),
    );
    expect(outcomes.toSorted()).toEqual([
      ...Array<string>(3).fill('added'),
      ...Array<string>(5).fill('full'),
    ]);
    expect(await store.list(board)).toHaveLength(3);
    expect(await eventsAt(board)).toHaveLength(3);
    const other = boardNamed('bounded-not');
    expect(await store.add(documentOf(other), bounds, [])).toBe('added');
  });

  it('has no more bytes of a board than the bounds allow', async () => {
    const { store } = stores;
    const board = boardNamed('heavy');
    const bounds = { documents: 9, bytes: 100 };
    expect(await store.add(documentOf(board, 60), bounds, [])).toBe('added');
    expect(await store.add(documentOf(board, 41), bounds, [])).toBe('full');
    expect(await store.add(documentOf(board, 40), bounds, [])).toBe('added');
    expect(await store.add(documentOf(board, 1), bounds, [])).toBe('full');
  });

  it('leaves what is there as it is, and writes no event, also where there is no room', async () => {
    const { store } = stores;
    const board = boardNamed('twice');
    const first = documentOf(board);
    expect(await store.add(first, many, [eventOf(board)])).toBe('added');
    const again = { ...first, sealed: randomBytes(9), reason: 'again', keyVersion: 2 };
    expect(await store.add(again, { documents: 1, bytes: 1 }, [eventOf(board)])).toBe('already_there');
    expect(await store.list(board)).toMatchObject([{ hash: first.hash, reason: 'signed in May' }]);
    expect(Buffer.from((await store.content(first)) ?? [])).toEqual(first.sealed);
    expect(await eventsAt(board)).toHaveLength(1);
  });

  it('knows the same content at two boards as two documents', async () => {
    const { store } = stores;
    const [one, two] = [boardNamed('aaa'), boardNamed('bbb')];
    const document = documentOf(two);
    const other = { ...document, board: one, sealed: randomBytes(20) };
    for (const each of [document, other]) expect(await store.add(each, many, [])).toBe('added');
    expect((await store.withHash(document.hash)).map(({ board }) => board)).toEqual([one, two]);
    expect(await store.erase(other, [])).toBe(true);
    expect(await store.content(other)).toBeUndefined();
    expect(Buffer.from((await store.content(document)) ?? [])).toEqual(document.sealed);
  });

  it('erases once, with the event, and then knows nothing of it', async () => {
    const { store, another } = stores;
    const board = boardNamed('erased');
    const document = documentOf(board);
    await store.add(document, many, []);
    const erased = { ...eventOf(board), type: 'document.erased', recordId: document.hash } as const;
    const outcomes = await Promise.all([store.erase(document, [erased]), another.erase(document, [erased])]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await eventsAt(board)).toEqual([erased]);
    expect(await store.list(board)).toEqual([]);
    expect(await store.withHash(document.hash)).toEqual([]);
    expect(await store.content(document)).toBeUndefined();
    expect(await store.add(document, many, [])).toBe('added');
  });

  it('tells rows by the version that sealed them, in pages', async () => {
    const { store } = stores;
    const before = await store.versions();
    expect(await store.sealedWith(7, { limit: 9 })).toEqual([]);
    const boards = ['paged', 'paged-2', 'paged-3'].map(boardNamed);
    const added = boards.flatMap((board) => [documentOf(board, 1, { keyVersion: 7 }), documentOf(board)]);
    for (const document of added) await store.add(document, many, []);
    const sevens = added.filter(({ keyVersion }) => keyVersion === 7);
    expect(await store.versions()).toEqual(new Map([...before, [1, (before.get(1) ?? 0) + 3], [7, 3]]));
    const found: { id: string; sealed: Uint8Array }[] = [];
    for (let after: string | undefined; ;) {
      const page = await store.sealedWith(7, { limit: 2, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) break;
      found.push(...page);
      after = page.at(-1)?.id;
    }
    expect(new Set(found.map(({ id }) => id))).toEqual(
      new Set(sevens.map(({ board, hash }) => `${board}/${hash}`)),
    );
    for (const { board, hash, sealed } of sevens) {
      const row = found.find(({ id }) => id === `${board}/${hash}`);
      expect(Buffer.from(row?.sealed ?? [])).toEqual(sealed);
    }
  });

  it('seals anew what is still there under that version, and nothing else', async () => {
    const { store } = stores;
    const board = boardNamed('anew');
    const [old, newer, gone] = [11, 12, 11].map((keyVersion) => documentOf(board, 1, { keyVersion }));
    const asked = [old, newer, gone].map((document) => required(document));
    for (const document of asked) await store.add(document, many, []);
    await store.erase(required(gone), []);
    const rows = asked.map(({ hash }) => ({ id: `${board}/${hash}`, sealed: Buffer.from(hash) }));
    expect(await store.sealAnew(rows, { from: 11, to: 13 })).toBe(1);
    const content = async (document = old) => Buffer.from((await store.content(required(document))) ?? []);
    expect(await content()).toEqual(rows[0]?.sealed);
    expect(await content(newer)).toEqual(newer?.sealed);
    expect(await store.sealedWith(13, { limit: 9 })).toMatchObject([{ id: rows[0]?.id }]);
    expect(await store.list(board)).toHaveLength(2);
  });

  it('keeps an agreement, and the largest content, as they are', async () => {
    const { store } = stores;
    const board = boardNamed('large');
    const sealed = randomBytes(5 * 1024 * 1024 + 64);
    const document = { ...documentOf(board), size: 5 * 1024 * 1024, sealed };
    await store.add(document, { documents: 1, bytes: 5 * 1024 * 1024 }, []);
    const { keyVersion: _version, sealed: _sealed, ...kept } = document;
    expect(await store.list(board)).toEqual([kept]);
    expect(sealed.equals(Buffer.from((await store.content(document)) ?? []))).toBe(true);
  });
}
