import { daysLater, type CalendarDay } from '../../domain/clock.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { requiredClaims, type Service } from '../../register/model/kinds/service.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { outlookOf, type Outlook } from '../../release/outlook.ts';
import { claimRowsOf, excessIn, type ClaimRow } from './claim-rows.ts';

/** What of a service that is on needs somebody at the school or the board. */
export interface Attention {
  /** The last day on which everybody gets in who does now, where that is within the next days. */
  readonly endsOn?: CalendarDay | undefined;
  /** What the policy still switches on and is agreed no longer. */
  readonly excess: readonly AttributeName[];
  /** What the supplier calls required and does not get although it is agreed. */
  readonly missing: readonly AttributeName[];
}

/** How many days before an end somebody hears of it. */
const daysBefore = 60;

/** Of a service that nobody gets into nothing needs attention here: its state says what is in the way. `outlook`: that of the input. */
export function attentionFor(
  input: ActivationInput,
  outlook: readonly Outlook[] = outlookOf(input),
): Attention {
  if (outlook.length === 0) return { excess: [], missing: [] };
  const rows = claimRowsOf(input);
  return {
    endsOn: endOf(input, outlook),
    excess: excessIn(input, rows),
    missing: missingIn(input.service, outlook, rows),
  };
}

/** The same of the end alone. Who gets in is asked where something ends: of a large board that is a few services of hundreds. */
export function endsOn(input: ActivationInput): CalendarDay | undefined {
  return lastDaysIn(input).length === 0 ? undefined : endOf(input, outlookOf(input));
}

/** Of agreements, within the next days, the nearest first. */
function lastDaysIn({ today, agreements }: ActivationInput): readonly CalendarDay[] {
  const last = daysLater(today, daysBefore);
  if (last === undefined) return [];
  return agreements
    .map(({ record }) => record.validUntil)
    .filter((day) => today <= day && day <= last)
    .toSorted();
}

/** By asking who gets in on the day after each last day: an agreement that takes the place of another is no end. */
function endOf(input: ActivationInput, now: readonly Outlook[]): CalendarDay | undefined {
  return lastDaysIn(input).find((day) => {
    const next = daysLater(day, 1);
    return next !== undefined && outlookOf({ ...input, today: next }).length < now.length;
  });
}

/** Asked of a policy as it is, or as it would be. */
export function missingIn(
  service: Service,
  outlook: readonly Outlook[],
  rows: readonly ClaimRow[],
): readonly AttributeName[] {
  return requiredClaims(service).filter((name) => {
    const agreed = rows.find(({ attribute }) => attribute.name === name)?.agreed ?? [];
    return outlook.some(
      ({ affiliation, claims }) =>
        agreed.some((each) => each.affiliation === affiliation) &&
        claims.every((claim) => claim.name !== name),
    );
  });
}
