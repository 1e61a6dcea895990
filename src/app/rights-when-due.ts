import { rightsWhenDue as rightsOfClient } from '../api/rights-when-due.ts';
import { dayAt } from '../domain/clock.ts';
import { accountRightsWhenDue } from '../portal/rights-when-due.ts';
import type { SchedulerParts } from '../register/changes/scheduler.ts';
import { accountsOf } from './account-parts.ts';
import type { AppContext } from './context.ts';

/** What the author of a change for later may do when it is due: an account of the portal, an API client, or whoever types commands. */
export function createRightsWhenDue(context: AppContext): SchedulerParts['rightsWhenDue'] {
  const { clock, register, settings } = context;
  const today = () => dayAt(clock.now(), settings.timeZone);
  const parts = { accounts: accountsOf(context).accounts, clock, register, today };
  return async (proposal) => (await accountRightsWhenDue(parts, proposal)) ?? rightsOfClient(proposal.author);
}
