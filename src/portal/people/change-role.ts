import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/fault.ts';
import { invitationId } from '../../domain/ids.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { boardRoles, confirmedRole, type HeldRole } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { refusedConfirmation } from '../../rights/granting.ts';
import { refusedWithdrawal } from '../../rights/kept-administrator.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf } from '../form-fields.ts';
import { wrongFields, type WrongField } from '../languages/messages.ts';
import { accountRolesOf, askedNow, type EverybodyOf } from '../person-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { longestReason } from '../reason.ts';
import { accountOfForm } from './account-of-form.ts';
import { asItIsNow } from './as-it-is-now.ts';
import { mayWithdrawInvitation, showPeople } from './people.ts';

const roleForm = z.object({
  role: z.enum([...boardRoles, 'operator', 'supplier']),
  version: z.coerce.number(),
  reason: z.string().max(longestReason).default(''),
});

interface RoleOfSomebody {
  readonly account: PortalAccount;
  readonly held: HeldRole;
  readonly reason: string;
  /** As this decision sees them. */
  readonly everybody: EverybodyOf;
}

/** Somebody knows who it is: the role acts from here on. */
export function confirmRole(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return asItIsNow(portal, exchange, visitor, confirm);
}

async function confirm(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const asked = await roleOfForm(portal, exchange, visitor);
  const { account, held, everybody } = asked;
  const of = accountRolesOf(account);
  const at = askedNow(portal);
  const refusal = refusedConfirmation(visitor.person, held.role, of, everybody.party, at);
  if (refusal !== undefined) return refuse(portal, exchange, visitor, refusal);
  const by = granterOf(visitor);
  const confirmed = confirmedRole(held, by, portal.clock.now());
  const roles = account.roles.map((each) => (each === held ? confirmed : each));
  await portal.accounts.changeRoles(account, roles, { type: 'account.role_confirmed', role: held.role, by });
  return void seeOther(exchange.response, `${portalAddresses.people}?done`);
}

/** Acts on the next click of whoever had it. Somebody without any role has no account. */
export function withdrawRole(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return asItIsNow(portal, exchange, visitor, withdraw);
}

async function withdraw(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, held, reason, everybody } = await roleOfForm(portal, exchange, visitor);
  const { all, party } = everybody;
  const at = askedNow(portal);
  const refusal =
    refusedWithdrawal(visitor.person, held.role, accountRolesOf(account), party, at) ??
    (reason.trim() === '' ? withoutReason : undefined);
  if (refusal !== undefined) return refuse(portal, exchange, visitor, refusal);
  const by = granterOf(visitor);
  const roles = account.roles.filter((each) => each !== held);
  if (roles.length === 0) {
    if (!(await portal.accounts.erase(account, by, reason, all))) throw changedMeanwhile();
    await portal.factors.eraseAccount(account.id);
  } else {
    const change = { type: 'account.role_withdrawn', role: held.role, by, reason } as const;
    await portal.accounts.changeRoles(account, roles, change, all);
  }
  return void seeOther(exchange.response, `${portalAddresses.people}?done`);
}

export async function withdrawInvitation(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const id = invitationId(String(fieldsOf(exchange)['invitation']));
  const open = await portal.accounts.invitationsOf(visitor.person.party);
  const invitation = open.find((each) => each.id === id);
  if (invitation === undefined || !mayWithdrawInvitation(visitor, invitation)) throw notFound();
  await portal.accounts.withdrawInvitation(invitation.id, visitor.person.party, granterOf(visitor));
  seeOther(exchange.response, `${portalAddresses.people}?done`);
}

/** The role that a form is about. What is another party's, or not seen, does not exist. */
async function roleOfForm(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<RoleOfSomebody> {
  const form = roleForm.safeParse(fieldsOf(exchange)).data;
  const { account, everybody } = await accountOfForm(portal, exchange, visitor);
  const held = account.roles.find(({ role }) => role === form?.role);
  if (form === undefined || held === undefined) throw notFound();
  if (account.version !== form.version) throw changedMeanwhile();
  return { account, held, reason: form.reason, everybody };
}

function refuse(portal: Portal, exchange: HttpExchange, visitor: Visitor, finding: Finding): Promise<void> {
  exchange.response.status(403);
  return showPeople(portal, exchange, visitor, { wrong: wrongFieldOf(finding) });
}

/** Findings are for people who read English; a page says the same by the field that is wrong. */
export function wrongFieldOf({ path: [member] }: Finding): WrongField {
  return wrongFields.find((field) => field === member) ?? 'other';
}

const withoutReason: Finding = {
  path: ['reason'],
  problem: 'no reason was given',
  remedy: 'say why: it is kept with the change',
};

function notFound(): SluisError {
  return new SluisError('http.not_found', 'there is no such account, role or invitation for this visitor');
}

function changedMeanwhile(): SluisError {
  return new SluisError('account.changed_meanwhile', 'somebody else changed an account of this party');
}
