import type { AttributeName } from '../../domain/ids.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { outlookOf } from '../../release/outlook.ts';
import { frameOf } from '../frame.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { missingIn } from './attention.ts';
import { renderChange } from './change-page.ts';
import { excessIn, type ClaimRow } from './claim-rows.ts';
import { hindsightAt } from './counted-hindsight.ts';
import { chosenDay } from './later/from-when.ts';
import { waitingFor } from './later/waiting-changes.ts';
import { changesBy } from './policy-changes.ts';
import { policyOf, type FilledPolicy } from './policy-form.ts';
import { renderReview } from './review-page.ts';
import { notThere, wayToChange, type SeenService, type WayToChange } from './seen-services.ts';
import { namedService, tryOutsOf } from './service.ts';

/** What a form is about, and what it says. */
export interface Asked {
  readonly seen: SeenService;
  readonly way: WayToChange;
  readonly rows: readonly ClaimRow[];
  readonly filled: FilledPolicy;
  readonly hasKeptForm?: boolean;
  /** Filled in with an earlier version: what of it does not come back. */
  readonly lost?: readonly AttributeName[];
}

/** Throws for somebody who may not change it: there is no form then. */
export async function changeableService(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<Pick<Asked, 'seen' | 'way'>> {
  const seen = await namedService(portal, exchange, visitor);
  const way = await wayToChange(portal, visitor, seen);
  if (way === undefined) throw notThere();
  return { seen, way };
}

/** With the version that stands on the page from here on. */
export function asNow(asked: Asked): Asked {
  return { ...asked, filled: { ...asked.filled, version: asked.seen.input.policy?.version ?? 0 } };
}

export function isStale({ seen, filled }: Asked): boolean {
  return filled.version !== (seen.input.policy?.version ?? 0);
}

export function sendForm(
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, rows, filled, hasKeptForm = false, lost = [] }: Asked,
  wrong: readonly WrongPolicy[],
): void {
  const excess = excessIn(seen.input, rows);
  sendPage(
    exchange.response,
    renderChange({ ...frameOf(exchange, visitor), seen, rows, filled, excess, lost, wrong, hasKeptForm }),
  );
}

/** What the change does now, or on the day that was chosen, where that is one. */
export async function sendReview(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, way, rows, filled }: Asked,
  wrong: readonly WrongPolicy[],
): Promise<void> {
  const policy = policyOf(seen.input, rows, filled);
  const chosen = chosenDay(portal, filled.from);
  const onDay = chosen === 'now' ? undefined : chosen;
  const before = onDay === undefined ? seen.input : { ...seen.input, today: onDay };
  const input = { ...before, policy: { record: policy, version: filled.version } };
  const after = { ...seen, input };
  const changes = changesBy(before, policy);
  const waiting = await waitingFor(portal, seen);
  sendPage(
    exchange.response,
    renderReview({
      ...frameOf(exchange, visitor),
      seen: after,
      filled,
      way,
      changes,
      hindsight: changes.length === 0 ? undefined : await hindsightAt(portal, after),
      missing: missingIn(seen.service, outlookOf(input), rows),
      tryOuts: tryOutsOf(portal, after),
      onDay,
      waitingDays: waiting.map(({ due }) => portal.dayOf(due)),
      wrong,
    }),
  );
}
