import type { Finding } from '../domain/fault.ts';
import { isSameParty, type Party } from '../domain/party.ts';
import { boardRoles, type Granter, type HeldRole, type PortalRole } from '../domain/portal-roles.ts';
import type { AccountRoles, PartyAccounts, UsedAccount } from './account-roles.ts';
import type { AskedAt } from './asked-at.ts';
import { excludesOneOf } from './exclusive-roles.ts';
import { unfitRole, type AskedRole } from './fit-role.ts';
import type { PortalPerson } from './portal-person.ts';
import { isPast, type RoleInForce } from './roles-if-used.ts';
import { lapsedRoles } from './roles-in-force.ts';

/** Who grants, confirms or withdraws: somebody at the portal, or the operator at the command line. */
export type Granting = PortalPerson | Extract<Granter, { readonly kind: 'command_line' }>;

/** Which roles whoever has a role grants, confirms and withdraws. The command line does with all. */
export const grantedBy: Readonly<Record<PortalRole, readonly PortalRole[]>> = {
  administrator: [
    'administrator',
    'proposer',
    'privacy_officer',
    'data_protection_officer',
    'help_desk',
    'reader',
    'technical_partner',
  ],
  approver: ['approver'],
  signer: ['approver', 'signer'],
  operator: [...boardRoles, 'operator', 'supplier'],
  supplier: ['supplier'],
  proposer: [],
  privacy_officer: [],
  data_protection_officer: [],
  help_desk: [],
  reader: [],
  technical_partner: [],
};

/** Roles that decide, or let others in: they act once somebody made sure that the right person accepted the invitation. */
export const confirmedAlways: ReadonlySet<PortalRole> = new Set<PortalRole>([
  'administrator',
  'approver',
  'signer',
  'operator',
]);

/** A role as it is kept once it was granted. Where nobody has to confirm it, granting it does. */
export function newRole(asked: AskedRole, by: Granter, now: number): HeldRole {
  const granted = { ...asked, grantedBy: by, grantedAt: now };
  return confirmedAlways.has(asked.role) ? granted : { ...granted, confirmedBy: by, confirmedAt: now };
}

/** Why somebody does not grant this role to this account; `undefined`: does. */
export function refusedGrant(
  by: Granting,
  asked: AskedRole,
  to: AccountRoles,
  at: AskedAt,
): Finding | undefined {
  if (isOwn(by, to)) return refused('nobody grants a role to himself', 'ask somebody else who may grant it');
  return (
    beyondGranter(by, asked, to.party) ??
    unfitRole(asked, to.party, at) ??
    (heldRole(to, asked.role, at) === undefined ? undefined : heldAlready) ??
    excludedByHeld(asked.role, to, at)
  );
}

/** The same of several roles together, which have to go with each other too. */
export function refusedGrants(
  by: Granting,
  asked: readonly AskedRole[],
  to: AccountRoles,
  at: AskedAt,
): Finding | undefined {
  let held = to;
  for (const role of asked) {
    const refusal = refusedGrant(by, role, held, at);
    if (refusal !== undefined) return refusal;
    const granter = 'account' in by ? ({ kind: 'account', account: by.account } as const) : by;
    held = { ...held, roles: [...held.roles, newRole(role, granter, at.now)] };
  }
  return undefined;
}

/**
 * Why somebody does not confirm this role of this account; `undefined`: does. One that has lapsed is confirmed anew.
 * `party`: every account of its party.
 */
export function refusedConfirmation(
  by: Granting,
  role: PortalRole,
  of: UsedAccount,
  party: PartyAccounts,
  at: AskedAt,
): Finding | undefined {
  const held = heldRole(of, role, at);
  if (held === undefined) return notHeld;
  const hasLapsed = lapsedRoles(of, party, at).some((each) => each.role === role);
  if (held.confirmedBy !== undefined && !hasLapsed) {
    return refused('this role is confirmed', 'there is nothing to do');
  }
  if (isOwn(by, of)) {
    return refused('nobody confirms a role of himself', 'ask somebody else who may grant it');
  }
  return beyondGranter(by, held, of.party) ?? unfitRole(held, of.party, at) ?? excludedByHeld(role, of, at);
}

/** Why somebody may not decide about this role at all; everybody may lay down his own. `refusedWithdrawal` says the rest. */
export function beyondWithdrawer(by: Granting, held: HeldRole, of: AccountRoles): Finding | undefined {
  return isOwn(by, of) ? undefined : beyondGranter(by, held, of.party);
}

/**
 * Why somebody does not take away the second factors of this account, so that whoever has its login sets up new ones: that is
 * as good as its roles, so each of them has to be one that this person could grant.
 */
export function refusedReset(by: Granting, of: AccountRoles, at: AskedAt): Finding | undefined {
  if (isOwn(by, of)) {
    return refused('nobody takes away second factors of himself', 'ask somebody else who may do so');
  }
  const held = of.roles.filter((role) => !isPast(role, at.today));
  return beyondInviter(by, held, of.party);
}

/** Why somebody does not take back an invitation to these roles: whoever could grant all of them does. */
export function beyondInviter(
  by: Granting,
  roles: readonly Pick<AskedRole, 'role' | 'schools'>[],
  party: Party,
): Finding | undefined {
  return roles.map((role) => beyondGranter(by, role, party)).find((finding) => finding !== undefined);
}

/** The role of this name that an account holds and that is not past. */
export function heldRole(
  { roles }: AccountRoles,
  role: PortalRole,
  { today }: Pick<AskedAt, 'today'>,
): HeldRole | undefined {
  return roles.find((each) => each.role === role && !isPast(each, today));
}

export const notHeld = refused('this account does not hold that role', 'look again: it may be gone');

const heldAlready = refused(
  'this account holds that role, or was invited to it',
  'withdraw that one first, or leave it as it is',
);

function isOwn(by: Granting, { account }: AccountRoles): boolean {
  return 'account' in by && by.account === account;
}

/** Nobody grants more than one has: another's roles, at other schools, or for another party. */
function beyondGranter(
  by: Granting,
  asked: Pick<AskedRole, 'role' | 'schools'>,
  party: Party,
): Finding | undefined {
  if (!('account' in by)) return undefined;
  if (by.party.kind !== 'operator' && !isSameParty(by.party, party)) {
    return refused('this account is of another party', 'ask somebody of that party, or the operator');
  }
  const granting = by.roles.filter(({ role }) => grantedBy[role].includes(asked.role));
  if (granting.length === 0) return beyondRole(asked.role);
  return granting.some((role) => covers(role, asked))
    ? undefined
    : {
        path: ['schools'],
        problem: 'nobody grants a role at more schools than one has',
        remedy: 'name fewer schools, or ask somebody whose role is for the whole board',
      };
}

function beyondRole(role: PortalRole): Finding {
  const granters = Object.entries(grantedBy).flatMap(([granter, roles]) =>
    roles.includes(role) ? [granter] : [],
  );
  return {
    path: ['role'],
    problem: `the roles of this account do not grant or withdraw that of ${role}`,
    remedy: `ask somebody who has one of these roles: ${granters.join(', ')}`,
  };
}

function covers({ schools: own }: RoleInForce, { schools }: Pick<AskedRole, 'schools'>): boolean {
  if (own === undefined) return true;
  return schools?.every((school) => own.includes(school)) ?? false;
}

function excludedByHeld(role: PortalRole, { roles }: AccountRoles, { today }: AskedAt): Finding | undefined {
  const held = roles.filter((each) => each.role !== role && !isPast(each, today));
  if (!excludesOneOf(role, held)) return undefined;
  return {
    path: ['role'],
    problem: 'a data protection officer has no role in the same account that drafts, publishes or signs',
    remedy: 'withdraw the other role first, or choose another person',
  };
}

function refused(problem: string, remedy: string): Finding {
  return { path: [], problem, remedy };
}
