import { createHmac } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import type { SchoolId } from '../domain/ids.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LastSignIns } from './last-sign-ins.ts';
import { createRecentPeople, type RecentPeople } from './recent-people.ts';

/** Of fewer people nothing is said. */
const fewestPeople = 20;
const minuteMillis = 60_000;
const windowMillis = 15 * minuteMillis;
/** So long after the last sign-in it may have stopped working. */
const freshMillis = 5 * minuteMillis;
/** How long it counts that no other node saw a sign-in. */
const confirmedMillis = minuteMillis;
const confirmEveryMillis = 10_000;

/** What may be said of a school now. */
export type ObservedState =
  | { readonly state: 'works' }
  /** Since when it worked for nobody, in milliseconds since the epoch. */
  | { readonly state: 'fails'; readonly since: number };

/** What this node sees of sign-ins at schools: whether so many different people got in, or all failed alike. Knows nobody. */
export interface ObservedSignIns {
  /** Somebody signed in, `person` being the same text for the same person. */
  succeeded(school: SchoolId, person: string): void;
  /** An answer that the school's IdP did sign about somebody cannot be used; `person`: as the IdP names them. */
  failed(school: SchoolId, code: ErrorCode, person: string): void;
  /** The same for a minute, so that nobody sees in it one person coming. `undefined`: nothing may be said. */
  stateOf(school: SchoolId): ObservedState | undefined;
}

interface Streak {
  readonly code: ErrorCode;
  readonly people: RecentPeople;
  /** The first failure of the streak. */
  readonly since: number;
  last: number;
  confirmedAt: number;
  askedAt: number;
}

interface Observed {
  readonly people: RecentPeople;
  last: number;
  streak: Streak | undefined;
}

export function createObservedSignIns(parts: {
  readonly lastSignIns: LastSignIns;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'bytes'>;
}): ObservedSignIns {
  const { lastSignIns, clock, randomness } = parts;
  const digestOf = digestUnder(randomness.bytes(32));
  const schools = new Map<SchoolId, Observed>();
  const said = new Map<SchoolId, ObservedState | undefined>();
  let minute = 0;

  /** Once a minute: forgets what is over. */
  const turn = (now: number): void => {
    const current = Math.floor(now / minuteMillis);
    if (current === minute) return;
    minute = current;
    said.clear();
    for (const [school, { last, streak }] of schools) {
      if (Math.max(last, streak?.last ?? 0) < now - windowMillis) schools.delete(school);
    }
  };
  const observed = (school: SchoolId): Observed => {
    const known = schools.get(school) ?? {
      people: createRecentPeople(fewestPeople),
      last: 0,
      streak: undefined,
    };
    schools.set(school, known);
    return known;
  };
  /** Whether another node may have seen a sign-in since the streak began: then it is none. */
  const confirm = async (school: SchoolId, streak: Streak, now: number): Promise<void> => {
    streak.askedAt = now;
    const isNobody = await lastSignIns.isNobodySince(school, streak.since).catch(() => false);
    const current = schools.get(school);
    if (current?.streak !== streak) return;
    if (isNobody) streak.confirmedAt = now;
    else current.streak = undefined;
  };

  return {
    succeeded(school, person) {
      const now = clock.now();
      turn(now);
      const known = observed(school);
      known.people.add(digestOf(person), now);
      known.last = now;
      known.streak = undefined;
      lastSignIns.tell(school);
    },
    failed(school, code, person) {
      const now = clock.now();
      turn(now);
      const known = observed(school);
      const streak = going(known.streak, code, now);
      known.streak = streak;
      streak.people.add(digestOf(person), now);
      streak.last = now;
      if (streak.people.areAllSince(now - windowMillis) && now - streak.askedAt >= confirmEveryMillis) {
        void confirm(school, streak, now);
      }
    },
    stateOf(school) {
      const now = clock.now();
      turn(now);
      const known = schools.get(school);
      if (known === undefined) return undefined;
      // a success ends what was said of failures at once
      if (said.has(school) && said.get(school)?.state !== 'fails') return said.get(school);
      const state = failsNow(known.streak, now) ?? worksNow(known, now);
      said.set(school, state);
      return state;
    },
  };
}

/** The streak at hand, or a new one: failures of several kinds are none, nor are those that lie far apart. */
function going(streak: Streak | undefined, code: ErrorCode, now: number): Streak {
  if (streak?.code === code && streak.last >= now - windowMillis) return streak;
  const never = Number.NEGATIVE_INFINITY;
  const people = createRecentPeople(fewestPeople);
  return { code, people, since: now, last: now, confirmedAt: never, askedAt: never };
}

function worksNow({ people, last }: Observed, now: number): ObservedState | undefined {
  const isFresh = last >= now - freshMillis;
  return isFresh && people.areAllSince(now - windowMillis) ? { state: 'works' } : undefined;
}

function failsNow(streak: Streak | undefined, now: number): ObservedState | undefined {
  if (streak === undefined) return undefined;
  const { people, since, confirmedAt } = streak;
  const isConfirmed = confirmedAt >= now - confirmedMillis;
  return isConfirmed && people.areAllSince(now - windowMillis) ? { state: 'fails', since } : undefined;
}

/** 96 bits: nobody is taken for somebody else. */
function digestUnder(key: Buffer): (person: string) => string {
  return (person) => createHmac('sha256', key).update(person).digest('base64url').slice(0, 16);
}
