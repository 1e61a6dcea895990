import type { CheckedPlan } from '../register/changes/apply.ts';
import type { Difference } from '../register/changes/differences.ts';
import { isEmptyPlan, pseudonymChanges } from '../register/changes/plan.ts';
import type { RecordName } from '../storage/stores/records.ts';

/** Nobody reads on after so many lines of one sort; what is warned of is told in full. */
const mostRecords = 1_000;

/**
 * A plan for people: `+` appears, `~` changes, `-` ends; and warnings where people get other pseudonyms and where
 * policies are narrowed.
 */
export function planLines(plan: CheckedPlan): readonly string[] {
  if (isEmptyPlan(plan)) return ['nothing to do: the register says the same already'];
  return [
    ...some(plan.appears, '+', ({ kind, id }) => [`+ ${kind} ${id}`]),
    ...some(plan.changes, '~', ({ kind, id, differences }) => [
      `~ ${kind} ${id}`,
      ...differences.map((difference) => `    ${differenceText(difference)}`),
    ]),
    ...some(plan.ends, '-', ({ kind, id }) => [`- ${kind} ${id}`]),
    ...pseudonymChanges(plan).map(
      ({ kind, id }) =>
        `! ${kind} ${id}: everybody gets another pseudonym there, and loses what belongs to the old one${kind === 'idp' ? '; without an ECK iD objections have to be made again' : ''}`,
    ),
    ...plan.narrowed.map(narrowedPolicyLine),
  ];
}

/** A policy that stays and says more than it may after a change: somebody should tidy it. */
export function narrowedPolicyLine({
  kind,
  id,
  claims,
}: RecordName & { readonly claims: readonly string[] }): string {
  return `! ${kind} ${id}: says more than was agreed from then on; no longer released: ${claims.join(', ')}`;
}

function some<Record_ extends RecordName>(
  records: readonly Record_[],
  sign: string,
  linesOf: (record: Record_) => readonly string[],
): readonly string[] {
  const rest = Map.groupBy(records.slice(mostRecords), ({ kind }) => kind);
  return [
    ...records.slice(0, mostRecords).flatMap(linesOf),
    ...[...rest].map(([kind, { length }]) => `${sign} ${String(length)} more of kind ${kind}`),
  ];
}

export function differenceText({ field, before, after }: Difference): string {
  return `${field}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
