import type { CalendarDay } from './clock.ts';
import type { InvitationId, PortalAccountId, Subject } from './ids.ts';
import type { Language } from './language.ts';
import type { Party } from './party.ts';
import type { Granter, HeldRole } from './portal-roles.ts';

/**
 * How the owner of an account comes in: by the login of the school, or by a passkey alone. The second is for people from outside,
 * and for whoever has to mend a school's login that does not work.
 */
export const portalSignIns = ['school', 'passkey'] as const;
export type PortalSignIn = (typeof portalSignIns)[number];

/** Who somebody is, as whoever invited them wrote it. Kept sealed. */
export interface PortalPerson {
  readonly name: string;
  readonly email: string;
}

/** Somebody who works for a board, a supplier or the operator, as the portal knows them. Never a pupil. */
export interface PortalAccount extends PortalPerson {
  readonly id: PortalAccountId;
  /** Whose account it is. Somebody who works for two boards has two. */
  readonly party: Party;
  /** Counts from 1; every change makes the next one. */
  readonly version: number;
  readonly roles: readonly HeldRole[];
  /** What the login of the school says at every sign-in, at the portal alone; absent: the account is opened by a passkey. */
  readonly subject?: Subject;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly lastUsedOn?: CalendarDay;
}

/** The roles of an invitation are granted by whoever invites; they act once somebody has accepted, and not all of them at once. */
export interface Invitation extends PortalPerson {
  readonly id: InvitationId;
  readonly party: Party;
  readonly roles: readonly HeldRole[];
  readonly signIn: PortalSignIn;
  readonly language: Language;
  readonly invitedBy: Granter;
  readonly invitedAt: number;
  readonly expiresAt: number;
}

/** Which administrator of a board stands in when the other is not there, and since when that is said. */
export interface NamedStandIn {
  readonly account: PortalAccountId;
  /** Milliseconds since the epoch. */
  readonly namedAt: number;
}

/** What is kept of the people of a party together. */
export interface PartyPeople {
  readonly standIn?: NamedStandIn;
  /** Who last said that all accounts and roles are right. */
  readonly review?: { readonly by: PortalAccountId; readonly at: number };
}
