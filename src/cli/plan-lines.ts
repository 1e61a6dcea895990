import type { Difference } from '../federation/differences.ts';
import { isEmptyPlan, pseudonymChanges, type Plan } from '../federation/plan.ts';

/** A plan for people: `+` appears, `~` changes, `-` ends; and a warning where people get other pseudonyms. */
export function planLines(plan: Plan): readonly string[] {
  if (isEmptyPlan(plan)) return ['nothing to do: the register says the same already'];
  return [
    ...plan.appears.map(({ kind, id }) => `+ ${kind} ${id}`),
    ...plan.changes.flatMap(({ kind, id, differences }) => [
      `~ ${kind} ${id}`,
      ...differences.map((difference) => `    ${differenceText(difference)}`),
    ]),
    ...plan.ends.map(({ kind, id }) => `- ${kind} ${id}`),
    ...pseudonymChanges(plan).map(
      ({ kind, id }) =>
        `! ${kind} ${id}: everybody gets another pseudonym there, and loses what belongs to the old one`,
    ),
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
