import type { SchoolId } from '../../domain/ids.ts';
import type { RefusalReason } from '../../domain/release.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { OpenAffiliation, Activation } from '../../release/activation.ts';
import type { Standing } from './timeline.ts';

/** One school that has a service now. */
export interface ActivationEntry extends Activation {
  readonly school: School;
  /** From when on without a break. */
  readonly since: number;
}

/** That something became otherwise. What is closed is told as the supplier last knew it. */
export type ActivationChange = { readonly at: number; readonly school: School } & (
  | ({ readonly change: 'switched_on' | 'claims_changed' } & Activation)
  | {
      readonly change: 'switched_off';
      readonly reason: RefusalReason;
      /** Of a school that was merged into another one. */
      readonly successor?: SchoolId;
    }
);

/** The school as it has the service at the end; nothing where it has not activated it. */
export function entryOf(standings: readonly Standing[]): readonly ActivationEntry[] {
  const last = standings.at(-1);
  if (last?.school === undefined || last.outcome.outcome === 'closed') return [];
  const begin = standings.findLastIndex(({ outcome }) => outcome.outcome === 'closed') + 1;
  const { agreement, open } = last.outcome;
  return [{ school: last.school, since: standings[begin]?.at ?? last.at, agreement, open }];
}

/** What became otherwise from a moment on, the earliest first. */
export function changesSince(standings: readonly Standing[], since: number): readonly ActivationChange[] {
  return standings.flatMap((standing, index) =>
    standing.at < since ? [] : changeBetween(standings[index - 1], standing),
  );
}

function changeBetween(before: Standing | undefined, after: Standing): readonly ActivationChange[] {
  const { at, outcome } = after;
  const known = before?.outcome.outcome === 'open' ? before.outcome : undefined;
  if (outcome.outcome === 'closed') {
    const school = before?.school;
    return known === undefined || school === undefined
      ? []
      : [switchedOff(at, school, outcome.reason, after)];
  }
  if (after.school === undefined) return [];
  const { agreement, open } = outcome;
  const told = { at, school: after.school, agreement, open };
  if (known === undefined) return [{ change: 'switched_on', ...told }];
  return saysOf(known.open) === saysOf(open) ? [] : [{ change: 'claims_changed', ...told }];
}

function switchedOff(
  at: number,
  school: School,
  reason: RefusalReason,
  { school: closed }: Standing,
): ActivationChange {
  const successor = reason === 'school_closed' ? closed?.closed?.successor : undefined;
  return { change: 'switched_off', at, school, reason, ...(successor === undefined ? {} : { successor }) };
}

/** What of it is told: why a claim stays behind is not. */
function saysOf(open: readonly OpenAffiliation[]): string {
  return JSON.stringify(open.map(({ affiliation, claims }) => [affiliation, claims]));
}
