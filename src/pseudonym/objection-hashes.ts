import type { BoardId, IdentifierHash, ObjectionHash, PersonHandle } from '../domain/ids.ts';
import type { PersonIdentifier } from '../domain/person.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import type { HashedForObjections } from '../storage/identification.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import { hashForObjections, hashIdentifier, objectionKeyOf } from './derive.ts';
import type { KeyCheck } from './key-check.ts';

/** Identifiers as objections at one board know them. */
export type HashForObjections = (
  board: BoardId,
  identifiers: readonly IdentifierHash[],
) => readonly HashedForObjections[];

export function createHashForObjections({ root }: Pick<PseudonymKeys, 'root'>): HashForObjections {
  const key = objectionKeyOf(root);
  return (board, identifiers) =>
    identifiers.map((identifier) => ({
      identifier,
      board,
      hash: hashForObjections(key, board, identifier),
    }));
}

/** Whose an objection at a board is, as it is kept: hashes of all identifiers that are known of that person now. */
export interface ObjectionHashes {
  /** `undefined`: the handle names nobody at this board, or nobody any more. */
  ofHandle(handle: PersonHandle, board: BoardId): Promise<readonly ObjectionHash[] | undefined>;
  /** Of somebody who never signed in: of this identifier alone. */
  ofIdentifier(identifier: PersonIdentifier, board: BoardId): Promise<readonly ObjectionHash[]>;
}

export function createObjectionHashes(options: {
  readonly keys: Pick<PseudonymKeys, 'root'>;
  readonly keyCheck: Pick<KeyCheck, 'identifiers'>;
  readonly store: Pick<PersonStore, 'rootOf' | 'identifiersOf'>;
}): ObjectionHashes {
  const { keys, keyCheck, store } = options;
  const hashesAt = createHashForObjections(keys);
  const only = (hashed: readonly HashedForObjections[]): readonly ObjectionHash[] =>
    hashed.map(({ hash }) => hash);
  return {
    async ofHandle(handle, board) {
      const root = await store.rootOf(handle, board);
      const identifiers = root === undefined ? [] : await store.identifiersOf({ root });
      return identifiers.length === 0 ? undefined : only(hashesAt(board, identifiers));
    },
    async ofIdentifier(identifier, board) {
      const typed = hashIdentifier(keys.root, identifier);
      await keyCheck.identifiers([typed]);
      const known = await store.identifiersOf({ identifier: typed });
      return only(hashesAt(board, [...new Set([typed, ...known])]));
    },
  };
}
