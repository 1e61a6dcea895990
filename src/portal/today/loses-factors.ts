import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { mayJoin } from '../factors/join-reset.ts';
import { isTogether, stageOf } from '../../factors/resets.ts';
import { nameOf } from '../people/may-reset.ts';
import type { Portal, Visitor } from '../visitor.ts';
import type { LosingFactors } from './today-page.ts';

/** What is under way with the factors of whoever reads the page, and can be called off by them. */
export function losesFactors(
  portal: Portal,
  visitor: Visitor,
  all: readonly PortalAccount[],
): LosingFactors | undefined {
  const { reset, pass } = visitor.factors;
  const now = portal.clock.now();
  const stage = reset && stageOf(reset, now);
  if (reset !== undefined && stage !== undefined) {
    return {
      what: stage,
      by: nameOf(reset.requestedBy, all),
      opensAt: reset.opensAt === undefined ? undefined : portal.momentOf(reset.opensAt),
      mayJoin: mayJoin(portal, visitor),
      hasJoined: isTogether(reset, now),
    };
  }
  if (pass === undefined || now >= pass.until) return undefined;
  return { what: 'recoveryCode', opensAt: portal.momentOf(pass.from) };
}
