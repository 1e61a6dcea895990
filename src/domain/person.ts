import type { AttributeValues } from './attributes.ts';
import type { ComparedAddress } from './compared-address.ts';
import type { IdpId, ObjectionHash, PersonHandle, PersonRoot, SchoolId } from './ids.ts';

/** What a person is at school, after eduPersonAffiliation. Decides which agreements and policies count for that person. */
export const affiliations = ['pupil', 'teacher', 'staff'] as const;
export type Affiliation = (typeof affiliations)[number];

/**
 * One thing that tells a person apart from all others, as (namespace, value). A namespace belongs to the IdP
 * or to the whole chain (ECK iD), never to a school, so that a person keeps the pseudonym when moving.
 */
export interface PersonIdentifier {
  readonly namespace: string;
  readonly value: string;
  /** True when other boards' IdPs assert the same identifier (ECK iD): see invariant 7. */
  readonly portable: boolean;
}

/**
 * Who signed in, in our own vocabulary: the only thing that leaves `upstream/`. School and affiliation come from
 * verified attributes and were checked against the list of schools that this IdP may speak for.
 */
export interface SchoolIdentity {
  readonly idpId: IdpId;
  /** At least one; with several the person picks. */
  readonly schools: readonly SchoolId[];
  readonly affiliation: Affiliation;
  /** At least one, the most portable one first. */
  readonly identifiers: readonly PersonIdentifier[];
  /** Only those that some agreement of the asserted schools can use. */
  readonly attributes: AttributeValues;
  /** Where the login accepts an invitation to the portal; the address itself is in here only where an agreement can use it. */
  readonly comparedAddress?: ComparedAddress;
  /** When the person proved who they are at the IdP, in seconds since the epoch; absent when the IdP does not say. */
  readonly authenticatedAt?: number;
  /** From when on the IdP no longer stands for this sign-in, in seconds since the epoch; absent when it does not say. */
  readonly sessionEndsAt?: number;
}

/** Whom a sign-in turned out to be about. */
export interface IdentifiedPerson {
  readonly root: PersonRoot;
  /** The erasable name of this person in the ledger of the school's board. */
  readonly handle: PersonHandle;
  /** All that stand for this person in objections that count at the school. */
  readonly objectionHashes: readonly ObjectionHash[];
  /** The root may yet give way to another one; a session with it ends then. */
  readonly provisional: boolean;
  /** The portable identifier was left aside: it is not known to be this person's, and must not be released. */
  readonly withoutPortable: boolean;
  /** What the operator is to be told: another root gave way to this one, or a conflict was met for the first time. */
  readonly happened?: 'gave_way' | 'kept_apart';
}
