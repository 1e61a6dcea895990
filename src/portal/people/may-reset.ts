import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { Granter } from '../../domain/portal-roles.ts';
import { isTogether, stageOf, waitsForAccount } from '../../factors/resets.ts';
import type { PortalPerson } from '../../rights/portal-person.ts';
import { refusedReset } from '../../rights/granting.ts';
import { mayAnywhere } from '../../rights/role-tasks.ts';
import { accountRolesOf, askedNow, personOf, type EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import type { ShownReset } from './reset-part.ts';

/** Whether somebody takes away the second factors of this account. */
export function mayReset(portal: Portal, person: PortalPerson, of: PortalAccount): boolean {
  return (
    mayAnywhere(person, 'factors.reset') &&
    refusedReset(person, accountRolesOf(of), askedNow(portal)) === undefined
  );
}

/** Whether whoever asked could still ask: a role that was withdrawn or lapsed since takes no part. */
export function mayStillReset(
  portal: Portal,
  requestedBy: Granter,
  of: PortalAccount,
  { all, party }: EverybodyOf,
): boolean {
  if (requestedBy.kind !== 'account') return requestedBy.kind === 'command_line';
  const requester = all.find(({ id }) => id === requestedBy.account);
  return requester !== undefined && mayReset(portal, personOf(portal, requester, party), of);
}

/** What a visitor sees of a reset of this account; `undefined`: nothing. */
export async function shownReset(
  portal: Portal,
  { person }: Visitor,
  account: PortalAccount,
  everybody: EverybodyOf,
): Promise<ShownReset | undefined> {
  if (!mayReset(portal, person, account)) return undefined;
  const { reset } = await portal.factors.factorsOf(account.id);
  const now = portal.clock.now();
  const stage = reset && stageOf(reset, now);
  if (reset === undefined || stage === undefined) return { stage: 'none' };
  if (stage === 'confirmed') return { stage, opensAt: portal.momentOf(reset.opensAt ?? 0) };
  const { requestedBy } = reset;
  const isStale = !mayStillReset(portal, requestedBy, account, everybody);
  return {
    stage,
    together: isTogether(reset, now) ? 'joined' : waitsForAccount(reset, now) ? 'asked' : 'no',
    by: nameOf(requestedBy, everybody.all),
    needs: isStale ? 'requester_gone' : isSame(requestedBy, person) ? 'same_person' : 'confirmation',
  };
}

/** As people of the party know whoever did something; `undefined`: it was somebody else. */
export function nameOf(granter: Granter, all: readonly PortalAccount[]): string | undefined {
  return granter.kind === 'account' ? all.find(({ id }) => id === granter.account)?.name : undefined;
}

function isSame(granter: Granter, { account }: PortalPerson): boolean {
  return granter.kind === 'account' && granter.account === account;
}
