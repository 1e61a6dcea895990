import type { FactorId, PortalAccountId } from './ids.ts';

/** What somebody can prove with. Recovery codes are none: they prove nothing. */
export const factorKinds = ['passkey', 'totp'] as const;
export type FactorKind = (typeof factorKinds)[number];

/**
 * What a factor was asked for. What is published is named by its SHA-256, 64 lower-case hexadecimal digits: a proof for one
 * publication is none for another.
 */
export type FactorPurpose = 'sign_in' | 'change_factors' | { readonly publish: string };

/** That somebody proved a factor of their account, as a session keeps it. */
export interface FactorProof {
  readonly kind: FactorKind;
  readonly account: PortalAccountId;
  readonly factor: FactorId;
  readonly purpose: FactorPurpose;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** That this browser has just accepted the invitation of this account. Lets the first factor be added, until then. */
export interface InvitationProof {
  readonly kind: 'accepted_invitation';
  readonly account: PortalAccountId;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** After a recovery code: from and until when a factor may be added, and nothing else. */
export interface RecoveryPass {
  readonly from: number;
  readonly until: number;
}
