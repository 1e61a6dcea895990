import type { CalendarDay } from '../../../domain/clock.ts';
import { kinds } from '../../../register/model/kinds.ts';
import { ruleId, type ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import type { ScheduledChange } from '../../../storage/stores/schedule-store.ts';
import { accountOfAuthor, authorOfAccount, namesOfAuthors, type Author } from '../../authors.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { changesBy, type AffiliationChange } from '../policy-changes.ts';
import { mayJudge } from '../drafts/seen-drafts.ts';
import { wayToChange, type SeenService } from '../seen-services.ts';

/** A change of one policy that waits for its day. */
export interface WaitingChange {
  readonly id: string;
  readonly day: CalendarDay;
  readonly by: Author;
  readonly reason: string;
  /** What it does to people on that day, by what is agreed then as far as it is known now. */
  readonly changes: readonly AffiliationChange[];
  /** By whoever reads it. */
  readonly mayCallOff: boolean;
}

/** For so many moments of one service a page keeps changes. */
export const mostWaiting = 5;

export async function waitingFor(
  { registry }: Portal,
  seen: SeenService,
): Promise<readonly ScheduledChange[]> {
  const all = await registry.scheduled();
  return all.filter((each) => each.state.name === 'waiting' && policyIn(each, seen) !== undefined);
}

/** Those of one service, the nearest first, as a page shows them. */
export async function shownWaiting(
  portal: Portal,
  visitor: Visitor,
  seen: SeenService,
): Promise<readonly WaitingChange[]> {
  const waiting = await waitingFor(portal, seen);
  if (waiting.length === 0) return [];
  const nameOf = await namesOfAuthors(
    portal,
    visitor,
    waiting.map(({ proposal }) => proposal.author),
  );
  const shown = waiting.map(async (change) => {
    const { id, due, proposal } = change;
    const day = portal.dayOf(due);
    return {
      id,
      day,
      by: nameOf(proposal.author),
      reason: proposal.reason,
      changes: changesBy({ ...seen.input, today: day }, policyIn(change, seen) ?? nothingOf(seen)),
      mayCallOff: await mayCallOff(portal, visitor, seen, change),
    };
  });
  return Promise.all(shown);
}

/**
 * Whether somebody calls off a change: one of this policy and nothing else, of whoever may make it alone or publish such a draft, or
 * wrote or published it.
 */
export async function mayCallOff(
  portal: Portal,
  visitor: Visitor,
  seen: SeenService,
  change: ScheduledChange,
): Promise<boolean> {
  const { changes, author, draftedBy } = change.proposal;
  const policy = policyIn(change, seen);
  if (changes.length !== 1 || policy === undefined) return false;
  const own = authorOfAccount(visitor.account.id);
  const way = await wayToChange(portal, visitor, seen);
  if (way === 'publish' || (way === 'draft' && (author === own || draftedBy === own))) return true;
  const by = accountOfAuthor(draftedBy ?? author);
  return by !== undefined && mayJudge(portal, visitor, seen, { by, policy });
}

/** What the change makes of the policy of a service; `undefined`: it is about others. One that ends it leaves nothing on. */
export function policyIn(
  { proposal }: ScheduledChange,
  of: Pick<SeenService, 'school' | 'service'>,
): ReleasePolicy | undefined {
  const id = ruleId({ school: of.school.id, service: of.service.id });
  const change = proposal.changes.find((each) => each.kind === 'policy' && each.id === id);
  if (change === undefined) return undefined;
  if ('ended' in change) return nothingOf(of);
  return kinds.policy.schema.safeParse(change.body).data ?? nothingOf(of);
}

function nothingOf({ school, service }: Pick<SeenService, 'school' | 'service'>): ReleasePolicy {
  return { school: school.id, service: service.id, enabled: false, claims: [] };
}
