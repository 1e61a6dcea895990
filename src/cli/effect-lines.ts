import type { RecordName } from '../domain/record-kinds.ts';
import type { Difference } from '../register/model/differences.ts';
import { changesPseudonyms } from '../register/changes/pseudonym-changes.ts';
import type { Consequence, Effect } from '../register/changes/registry.ts';

/** Nobody reads on after so many lines of one sort; what is warned of is told in full. */
const mostRecords = 1_000;

const signs = { created: '+', updated: '~', ended: '-' } as const;

/**
 * What changes do, for people: `+` appears, `~` changes, `-` ends; and warnings where people get other pseudonyms and where
 * policies are narrowed.
 */
export function effectLines({ consequences, narrowed }: Effect): readonly string[] {
  const effects = ['created', 'updated', 'ended'] as const;
  return [
    ...effects.flatMap((effect) => some(consequences.filter((each) => each.effect === effect))),
    ...consequences
      .filter(changesPseudonyms)
      .map(
        ({ kind, id }) =>
          `! ${kind} ${id}: everybody gets another pseudonym there, and loses what belongs to the old one${kind === 'idp' ? '; without an ECK iD objections have to be made again' : ''}`,
      ),
    ...narrowed.map(narrowedPolicyLine),
  ];
}

/** A policy that stays and says more than it may after a change: somebody should tidy it. */
function narrowedPolicyLine({
  kind,
  id,
  claims,
}: RecordName & { readonly claims: readonly string[] }): string {
  return `! ${kind} ${id}: says more than was agreed from then on; no longer released, or not about all: ${claims.join(', ')}`;
}

function some(consequences: readonly Consequence[]): readonly string[] {
  const rest = Map.groupBy(consequences.slice(mostRecords), ({ kind }) => kind);
  const [first] = consequences;
  const sign = first === undefined ? '' : signs[first.effect];
  return [
    ...consequences
      .slice(0, mostRecords)
      .flatMap(({ kind, id, differences }) => [
        `${sign} ${kind} ${id}`,
        ...differences.map((difference) => `    ${differenceText(difference)}`),
      ]),
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
