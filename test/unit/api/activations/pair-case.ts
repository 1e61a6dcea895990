import type { Past, Pair } from '../../../../src/api/activations/pair.ts';
import { changesSince, entryOf } from '../../../../src/api/activations/entries.ts';
import { standingsOf, type Standing } from '../../../../src/api/activations/timeline.ts';
import { firstMoment } from '../../../../src/domain/clock.ts';
import { boardId } from '../../../../src/domain/ids.ts';
import type { Agreement } from '../../../../src/register/model/kinds/agreement.ts';
import type { Board } from '../../../../src/register/model/kinds/board.ts';
import type { ReleasePolicy } from '../../../../src/register/model/kinds/policy.ts';
import type { School } from '../../../../src/register/model/kinds/school.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';
import { required } from '../../../../testkit/values/ids.ts';
import {
  agreement,
  catalogue,
  day,
  policy,
  schoolRecord,
  serviceRecord,
} from '../../release/decision-case.ts';

/** The example federation as it came into being in August 2026, and what changed in it later. */

const exampleBoard = required(exampleFederation().parsed().board[0]);

/** Of another board, which has an agreement with the operator too. */
export const otherBoard = required(boardId('zeeland'));

const timeZone = 'Europe/Amsterdam';
export const begun = Date.UTC(2026, 7, 20, 8);
export const at = (text: string): number => Date.parse(text);
export const midnight = (text: string): number => firstMoment(day(text), timeZone);

/** The board of the example’s school, with this agreement with the operator. */
export function boardWith(operatorAgreement: Exclude<Board['operatorAgreement'], undefined>): Board {
  return { ...exampleBoard, operatorAgreement };
}

/** What a record said, from each of these moments on; `undefined`: it ended. */
export function past<Record_>(...spells: readonly (readonly [number, Record_ | undefined])[]): Past<Record_> {
  return spells.map(([from, record], index) => ({
    from,
    said: record === undefined ? undefined : { record, version: index + 1 },
  }));
}

export function pair({
  board = past([begun, exampleBoard]),
  ...changes
}: {
  readonly school?: Past<School>;
  readonly board?: Past<Board>;
  readonly policy?: Past<ReleasePolicy>;
  readonly agreements?: readonly Past<Agreement>[];
  readonly service?: Pair['service'];
}): Pair {
  const service = serviceRecord(['given_name', 'family_name', 'birthdate', 'group']);
  return {
    supplier: service.supplier,
    school: past([begun, schoolRecord()]),
    boards: new Map([
      [exampleBoard.id, board],
      [otherBoard, past([begun, { ...exampleBoard, id: otherBoard }])],
    ]),
    service: past([begun, service]),
    policy: past([begun, policy()]),
    agreements: [past([begun, agreement()])],
    ...changes,
  };
}

export function standings(changes: Parameters<typeof pair>[0], now: number): readonly Standing[] {
  return standingsOf(pair(changes), { now, timeZone, catalogue });
}

/** What a supplier is told, in short: when, what, and why or what with. */
export function told(changes: Parameters<typeof pair>[0], now: number, since = 0): readonly string[] {
  return changesSince(standings(changes, now), since).map((change) =>
    [
      new Date(change.at).toISOString(),
      change.change,
      ...(change.change === 'switched_off'
        ? [change.reason, ...(change.successor === undefined ? [] : [`into ${change.successor}`])]
        : change.open.map(({ affiliation, claims }) => `${affiliation}: ${claims.join(' ')}`)),
    ].join(' '),
  );
}

export function sinceOf(changes: Parameters<typeof pair>[0], now: number): string | undefined {
  const [entry] = entryOf(standings(changes, now));
  return entry && new Date(entry.since).toISOString();
}
