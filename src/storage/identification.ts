import type {
  BoardId,
  IdentifierHash,
  ObjectionHash,
  PersonHandle,
  PersonRoot,
  SchoolId,
} from '../domain/ids.ts';

/** The keyed hash of one identifier of a person. `portable`: other boards may assert it too. */
export interface HashedIdentifier {
  readonly hash: IdentifierHash;
  readonly portable: boolean;
}

/** The hash that stands for an identifier of a person in objections made at a board. */
export interface HashedForObjections {
  readonly identifier: IdentifierHash;
  readonly board: BoardId;
  readonly hash: ObjectionHash;
}

export interface IdentificationInput {
  readonly identifiers: readonly [HashedIdentifier, ...HashedIdentifier[]];
  readonly board: BoardId;
  readonly school: SchoolId;
  /** Times are milliseconds since the epoch. */
  readonly at: number;
  readonly staleBefore: number;
  /** A root that was made earlier is no longer provisional. */
  readonly provisionalSince: number;
  /** For the asserted identifiers, at each board whose objections count. */
  readonly objections: readonly HashedForObjections[];
}

/** What is known of a person beside the root. */
interface Identified {
  /** The name in the ledger of the board that asked; absent: this person has none there yet. */
  readonly handle?: PersonHandle;
  /** All of this person's. */
  readonly identifiers: readonly IdentifierHash[];
  /** Those asked about that are this person's, and all that stand for the same person in some objection. */
  readonly objectionHashes: readonly ObjectionHash[];
}

/** Who a sign-in turned out to be about: what `PersonStore.identify` answers. */
export type Identification =
  | (Identified & {
      readonly outcome: 'resolved';
      readonly root: PersonRoot;
      /** The root may yet give way to another one: sessions with it have to ask `hasGivenWay`. */
      readonly provisional?: true;
      /** The root that gave way to this one in this call. */
      readonly former?: PersonRoot;
    })
  /** `isNew`: it was not known before this call. */
  | (Identified & {
      readonly outcome: 'kept_apart';
      readonly root: PersonRoot;
      readonly isNew: boolean;
    })
  | { readonly outcome: 'foreign_board' }
  | { readonly outcome: 'conflict' };

/** What `identify` would come to: `known` writes nothing but the time, `linked` adds identifiers or a person. */
export type ForeseenIdentification =
  'known' | 'linked' | 'gives_way' | 'kept_apart' | 'conflict' | 'foreign_board';
