import { dayMillis } from '../domain/clock.ts';
import type { Finding } from '../domain/fault.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { Granter } from '../domain/portal-roles.ts';
import type { PortalPerson } from './portal-person.ts';
import type { RoleInForce } from './roles-if-used.ts';

/** Who wrote a change that is to be published. */
export interface Drafted {
  readonly by: PortalAccountId;
}

/** For so long somebody approves nothing of whoever brought that person in: nobody makes a second pair of eyes for a day. */
const newnessMillis = 7 * dayMillis;

/** Why somebody does not approve this draft by this role, whatever is in it; `undefined`: does. */
export function refusedApproval(
  { account }: Pick<PortalPerson, 'account'>,
  role: Pick<RoleInForce, 'grantedBy' | 'confirmedBy' | 'confirmedAt'>,
  draft: Drafted,
  now: number,
): Finding | undefined {
  if (draft.by === account) {
    return refused('nobody approves what the same account drafted', 'leave it to another approver');
  }
  const broughtIn = isOf(role.grantedBy, draft.by) || isOf(role.confirmedBy, draft.by);
  if (broughtIn && now < role.confirmedAt + newnessMillis) {
    return refused(
      'whoever drafted it granted or confirmed the role of this approver, less than seven days ago',
      'leave it to another approver, or wait until the seven days are over',
    );
  }
  return undefined;
}

function isOf(granter: Granter, account: PortalAccountId): boolean {
  return granter.kind === 'account' && granter.account === account;
}

function refused(problem: string, remedy: string): Finding {
  return { path: [], problem, remedy };
}
