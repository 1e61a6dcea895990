import type { FactorProof } from '../domain/factors.ts';
import type { FactorId } from '../domain/ids.ts';

/** Why something was not taken as a proof, for a page and for the audit trail. */
export type FactorRefusal =
  /** It cannot be read. */
  | 'malformed'
  /** The challenge was made for somebody or something else. */
  | 'other_purpose'
  /** The challenge was used, is older than five minutes, or never was. */
  | 'challenge_gone'
  /** The account has no such passkey. */
  | 'unknown_passkey'
  /** Signature, origin, RP ID or verification of the user are not what they have to be. */
  | 'not_verified'
  /** The authenticator counts, and has signed no more than before: there may be a copy of it. */
  | 'counter_went_back'
  | 'wrong_code'
  | 'used_code'
  /** The account has no app that makes codes, or none that is enough for its roles. */
  | 'no_app';

export interface RefusedFactor {
  readonly outcome: 'refused';
  readonly reason: FactorRefusal;
}

/** The next try has to wait; a passkey never does. */
export interface HasToWait {
  readonly outcome: 'wait';
  readonly seconds: number;
}

export interface ProvedFactor {
  readonly outcome: 'proved';
  readonly proof: FactorProof;
}

/** Neither with a factor, nor with an invitation, nor after a reset or a recovery code: or no longer. */
export interface NotAllowed {
  readonly outcome: 'not_allowed';
}

export interface AddedFactor {
  readonly outcome: 'added';
  readonly factor: FactorId;
  /** Whoever added it has it, so that the second one can follow at once. */
  readonly proof: FactorProof;
}

/** `already_there`: somebody has it, or the account has its app; `full`: ten are there. */
export type NotAdded = NotAllowed | { readonly outcome: 'already_there' | 'full' };
