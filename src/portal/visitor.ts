import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { Granter, PortalRole } from '../domain/portal-roles.ts';
import { proves, type WishToAdd } from '../factors/adding.ts';
import type { FactorsOfAccount } from '../factors/factors.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { PortalPerson } from '../rights/portal-person.ts';
import type { PortalParts } from './parts.ts';
import { personNow } from './person-now.ts';
import type { PortalSession, PortalSessions } from './portal-sessions.ts';

/** What the pages of the portal work with. */
export interface Portal extends PortalParts {
  readonly sessions: PortalSessions;
}

/**
 * How far somebody has come. `to_confirm`: the school could not prove that the sign-in is fresh, so a factor of our own is asked for
 * before anything is shown. `to_add`: came by the link of a reset or a recovery code, to add a factor and do nothing else.
 * `without_factor`: one has to be made first. `open`: in.
 */
export type Standing = 'to_confirm' | 'to_add' | 'without_factor' | 'open';

/** Whoever asks for a page: as the account is at this very request, not as it was at the sign-in. */
export interface Visitor {
  readonly account: PortalAccount;
  readonly session: PortalSession;
  /** The same with the roles that act at this moment. */
  readonly person: PortalPerson;
  readonly factors: FactorsOfAccount;
  readonly standing: Standing;
}

/** How long a factor counts for what changes something. */
const freshMillis = 15 * 60_000;
/** How long whoever accepted an invitation may take to make the first factor. */
const acceptanceMillis = 30 * 60_000;

/** `undefined`: nobody is signed in, the account is gone, or its sessions were ended. */
export async function visitorOf(portal: Portal, { request }: HttpExchange): Promise<Visitor | undefined> {
  const session = await portal.sessions.current(request);
  const account = session && (await portal.accounts.account(session.account));
  if (session === undefined || account === undefined) return undefined;
  const factors = await portal.factors.factorsOf(account.id);
  if (session.startedAt < (factors.sessionsBefore ?? 0)) return undefined;
  return {
    account,
    session,
    person: await personNow(portal, account),
    factors,
    standing: standingOf(session, factors),
  };
}

function standingOf({ proof, factor }: PortalSession, { factors }: FactorsOfAccount): Standing {
  if (proof === 'nothing' && factor === undefined) return 'to_confirm';
  // whoever else of the account made a factor meanwhile lets nobody in here
  if ((proof === 'reset_link' || proof === 'recovery_code') && factor === undefined) return 'to_add';
  return factors.length === 0 ? 'without_factor' : 'open';
}

/** Whether a factor that is enough for the roles of this account was shown a moment ago. */
export function hasFreshFactor({ clock }: Portal, { account, session, factors }: Visitor): boolean {
  const { factor } = session;
  if (factor === undefined || !factors.factors.some(({ id }) => id === factor.factor)) return false;
  const age = clock.now() - factor.at;
  return proves(rolesHeld(account), factor.kind) && age >= 0 && age < freshMillis;
}

/** All of them, also those that nobody has confirmed yet. */
export function rolesHeld({ roles }: PortalAccount): readonly PortalRole[] {
  return roles.map(({ role }) => role);
}

/** What this visitor brings to change factors. */
export function wishOf({ account, session }: Visitor): WishToAdd {
  const until = session.startedAt + acceptanceMillis;
  return {
    roles: rolesHeld(account),
    ...(session.factor === undefined ? {} : { proof: session.factor }),
    ...(session.proof === 'invitation'
      ? { acceptance: { kind: 'accepted_invitation', account: account.id, until } }
      : {}),
  };
}

export function granterOf({ account }: Visitor): Granter {
  return { kind: 'account', account: account.id };
}
