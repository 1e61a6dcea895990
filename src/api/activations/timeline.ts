import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { dayAt, daysLater, firstMoment, type CalendarDay } from '../../domain/clock.ts';
import type { Board } from '../../register/model/kinds/board.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { activationOf, type ActivationOutcome } from '../../release/activation.ts';
import { saidAt, type Pair } from './pair.ts';

/** How a school and a service stood from a moment on. */
export interface Standing {
  readonly at: number;
  /** As the register had it then. */
  readonly school: School | undefined;
  readonly outcome: ActivationOutcome;
}

export interface Circumstances {
  readonly now: number;
  readonly timeZone: string;
  /** Today’s, also for what was before: a node knows no other one. */
  readonly catalogue: AttributeCatalogue;
}

/** How they stood at each moment at which that may have become otherwise, the earliest first. */
export function standingsOf(pair: Pair, circumstances: Circumstances): readonly Standing[] {
  return momentsOf(pair, circumstances).map((at) => standingAt(pair, at, circumstances));
}

/** A version was written, or a day began that a record names. */
function momentsOf(pair: Pair, { now, timeZone }: Circumstances): readonly number[] {
  const { school, boards, service, policy, agreements } = pair;
  const written = [school, ...boards.values(), service, policy, ...agreements]
    .flatMap((past) => past.map(({ from }) => from))
    .filter((moment) => moment <= now)
    .sort((left, right) => left - right);
  const first = written[0];
  if (first === undefined) return [];
  const [firstDay, today] = [dayAt(first, timeZone), dayAt(now, timeZone)];
  const begun = [...new Set(daysNamed(pair))]
    .filter((day) => firstDay < day && day <= today)
    .map((day) => firstMoment(day, timeZone));
  return [...new Set([...written, ...begun])].sort((left, right) => left - right);
}

function daysNamed({ school, boards, agreements }: Pair): readonly CalendarDay[] {
  return [
    ...school.flatMap(({ said }) => said?.record.closed?.on ?? []),
    ...[...boards.values()].flat().flatMap(({ said }) => daysOf(said?.record.operatorAgreement)),
    ...agreements
      .flat()
      .flatMap(({ said }) => (said === undefined ? [] : [said.record.validFrom, said.record.validUntil])),
  ].flatMap((day) => [day, daysLater(day, 1)].filter((named) => named !== undefined));
}

function daysOf(agreed: Board['operatorAgreement']): readonly CalendarDay[] {
  if (agreed === undefined || agreed === 'none') return [];
  return agreed.validUntil === undefined ? [agreed.validFrom] : [agreed.validFrom, agreed.validUntil];
}

function standingAt(pair: Pair, at: number, { timeZone, catalogue }: Circumstances): Standing {
  const school = saidAt(pair.school, at)?.record;
  const board = school && saidAt(pair.boards.get(school.board) ?? [], at)?.record;
  const service = saidAt(pair.service, at)?.record;
  if (school === undefined || board === undefined || service?.supplier !== pair.supplier) {
    return { at, school, outcome: { outcome: 'closed', reason: 'service_not_covered' } };
  }
  const agreements = pair.agreements
    .flatMap((past) => saidAt(past, at) ?? [])
    .filter(({ record }) => record.board === school.board && record.supplier === pair.supplier);
  const policy = saidAt(pair.policy, at);
  const today = dayAt(at, timeZone);
  const outcome = activationOf({ today, school, board, service, agreements, policy, catalogue });
  return { at, school, outcome };
}
