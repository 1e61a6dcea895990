import type { AuditEvent } from '../../domain/ledger.ts';
import type {
  BoardId,
  IdentifierHash,
  ObjectionHash,
  PersonHandle,
  PersonRoot,
  SectorId,
} from '../../domain/ids.ts';
import type { ForeseenIdentification, Identification, IdentificationInput } from '../identification.ts';
import type { Successions } from '../successions.ts';
import type { Store } from './store.ts';

/** A person as one board may know of them. */
export interface PersonAtBoard {
  /** Absent: nobody has this identifier. */
  readonly root?: PersonRoot;
  readonly handles: readonly PersonHandle[];
  /** All of the person's identifiers. */
  readonly identifiers: readonly IdentifierHash[];
  /** The board was the last to assert a portable identifier of the person. */
  readonly isBound: boolean;
}

/** Keyed hashes of people's identifiers, and which belong together. Never a value. */
export interface PersonStore extends Store, Successions {
  /**
   * Atomic: everything below happens, or nothing is written.
   *
   * `foreign_board` when a portable identifier is bound to another board that asserted it at or after `staleBefore`
   * and has not been released. `conflict` when the identifiers belong to several roots. Else `resolved`: all are
   * linked to the one root that is known, or to the first of them when none is, and each portable one is bound
   * to the board, as asserted at `at`.
   *
   * A root that an identifier made which is not portable is provisional until `provisionalSince` passes it, a portable
   * one is linked to it, or another board relies on it. In a conflict with the root of a portable identifier that the
   * board may assert, the board's own provisional root gives way: all its identifiers move, and it has a successor.
   *
   * `kept_apart`: a conflict of a root from before there were provisional ones, where the ledger shows that the board
   * alone asserted both people: the portable identifier is left aside, and `root` is that of the other one.
   *
   * Of a person who has an objection at one of the boards, `objections` adds the hashes that this objection did not
   * know; nobody else is remembered by it.
   */
  identify(input: IdentificationInput): Promise<Identification>;
  /** What `identify` would say now. Writes nothing and makes nobody wait. */
  foresee(input: Omit<IdentificationInput, 'school' | 'at' | 'objections'>): Promise<ForeseenIdentification>;
  /**
   * All hashes that stand for one person at one board: those given, and those of the objections that one of them belongs
   * to, which get the others.
   */
  joinObjections(hashes: readonly ObjectionHash[]): Promise<readonly ObjectionHash[]>;
  /** All identifiers of the person of this root, or of whoever has this identifier; empty: nobody. */
  identifiersOf(
    whom: { readonly root: PersonRoot } | { readonly identifier: IdentifierHash },
  ): Promise<readonly IdentifierHash[]>;
  /** The next board that asserts the identifier gets it. */
  releasePortable(hash: IdentifierHash): Promise<boolean>;
  /**
   * Atomic get-or-create of the random name of a person in the ledger of one board; `candidate` is used when there is
   * none.
   */
  handleOf(root: PersonRoot, board: BoardId, candidate: PersonHandle): Promise<PersonHandle>;
  /** What a board may know of whoever has this identifier; the same work for somebody whom nobody knows. */
  findAt(identifier: IdentifierHash, board: BoardId): Promise<PersonAtBoard>;
  /** All handles of a person at a board. */
  handlesAt(root: PersonRoot, board: BoardId): Promise<readonly PersonHandle[]>;
  /** Names of the objections, ended ones too, that one of these hashes belongs to. */
  objectionsWith(hashes: readonly ObjectionHash[]): Promise<readonly string[]>;
  /** Who a handle is at this board; `undefined`: nobody, or nobody any more. */
  rootOf(handle: PersonHandle, board: BoardId): Promise<PersonRoot | undefined>;
  /**
   * Forgets who handles were at this board, and writes `event`: both, or neither. The ledger entries stay, about nobody.
   * `false`: they were nobody's there already, and nothing was written.
   */
  erase(handles: readonly PersonHandle[], board: BoardId, event: AuditEvent): Promise<boolean>;
  /** Somebody was identified in this namespace of a login; the first moment is kept. */
  useNamespace(namespace: string, at: number): Promise<void>;
  /** Whether anybody was ever identified in it. */
  isUsedNamespace(namespace: string): Promise<boolean>;
  /** Atomic get-or-create: the pseudonym key version that a sector keeps for ever. */
  pinSector(sector: SectorId, keyVersion: number): Promise<number>;
}
