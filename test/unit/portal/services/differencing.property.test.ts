import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../../src/domain/clock.ts';
import { fewestPeople } from '../../../../src/domain/counted-people.ts';
import { attributeName } from '../../../../src/domain/ids.ts';
import type { CountedClaim } from '../../../../src/domain/ledger.ts';
import { hindsightBy } from '../../../../src/portal/services/counted-hindsight.ts';
import { everyDay } from '../../../../src/portal/services/past-sign-ins.ts';
import type { ReleasePolicy } from '../../../../src/register/model/kinds/policy.ts';
import { seen } from '../../../../testkit/pages/invented-service.ts';
import { required } from '../../../../testkit/values/ids.ts';

/*
 * Everything that one person at the portal can ask of the past month on one day, of small populations: the chart, and what every change
 * would have done. For each number it is found out which sign-ins are in it, by making one of them weigh more and looking which
 * numbers move. Then all pairs are searched: where one number has all that another one has, they differ by nothing, or by the sign-ins of
 * at least five people. The whole of the month stands among the numbers, so that what is left out is searched too.
 */

const names = ['given_name', 'group'].map((name) => required(attributeName(name)));
const days = [1, 2, 3, 4].map((day) => required(calendarDay(`2026-09-0${String(day)}`)));
const period = { from: required(days[0]), before: required(calendarDay('2026-09-05')) };
const kinds = ['pupil', 'teacher'] as const;

type Fate = CountedClaim['then'] | 'unnamed';
interface SignIn {
  readonly person: number;
  readonly day: number;
  readonly affiliation: (typeof kinds)[number];
  readonly fates: readonly Fate[];
  readonly weight: number;
}

const otherFate = fc.constantFrom<Fate>(
  { transforms: ['initial'] },
  { reason: 'not_supplied' },
  { reason: 'objection' },
  { reason: 'not_enabled_by_school' },
  'unnamed',
);
/** Mostly the same of everybody, as it is at a school. */
const fate = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>({ transforms: [] }) },
  { weight: 1, arbitrary: otherFate },
);
const signIn: fc.Arbitrary<SignIn> = fc.record({
  person: fc.integer({ min: 1, max: 16 }),
  day: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
  affiliation: fc.constantFrom(...kinds, 'pupil' as const),
  fates: fc.tuple(fate, fate),
  weight: fc.constant(1),
});
const population = fc.array(signIn, { minLength: 10, maxLength: 45, size: 'max' });

const sum = (all: readonly SignIn[]) => all.reduce((total, { weight }) => total + weight, 0);
const peopleIn = (all: readonly SignIn[]) => new Set(all.map(({ person }) => person)).size;
const countedOf = (all: readonly SignIn[]) => ({ entries: sum(all), people: peopleIn(all) });

/** As the statements count. */
function counted(all: readonly SignIn[]) {
  const groups = kinds.map((affiliation) => ({
    affiliation,
    all: all.filter((each) => each.affiliation === affiliation),
  }));
  const claims = groups.flatMap(({ affiliation, all: ofKind }) =>
    names.flatMap((claim, position): readonly CountedClaim[] => {
      const alike = Map.groupBy(ofKind, ({ fates }) => JSON.stringify(fates[position]));
      return [...alike.values()].flatMap((same) => {
        const then = same[0]?.fates[position];
        return then === undefined || then === 'unnamed'
          ? []
          : [{ affiliation, claim, then, ...countedOf(same) }];
      });
    }),
  );
  return {
    affiliations: groups
      .filter(({ all: ofKind }) => ofKind.length > 0)
      .map(({ affiliation, all: ofKind }) => ({ affiliation, ...countedOf(ofKind) })),
    claims,
  };
}

const lines = [[], [{ kind: 'initial' as const }], undefined] as const;
/** Every choice of the two claims, and all switched off. */
const policies: readonly ReleasePolicy[] = lines
  .flatMap((one) => lines.map((other) => [one, other]))
  .flatMap((chosen) => [true, false].map((enabled) => ({ chosen, enabled })))
  .map(({ chosen, enabled }) => ({
    school: seen.school.id,
    service: seen.service.id,
    enabled,
    claims: names.flatMap((name, position) => {
      const transforms = chosen[position];
      return transforms === undefined ? [] : [{ name, transforms: name === names[1] ? [] : transforms }];
    }),
  }));

/** Every number by what it is called, and what can be added up of them. */
function told(all: readonly SignIn[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const count = counted(all);
  const byDay = days.flatMap((day, position) =>
    kinds.flatMap((affiliation) => {
      const onDay = all.filter((each) => each.day === position && each.affiliation === affiliation);
      return onDay.length === 0 ? [] : [{ day, affiliation, ...countedOf(onDay) }];
    }),
  );
  const chart = everyDay(period, byDay);
  for (const { day, signIns } of chart) if (signIns !== undefined) numbers.set(`day ${day}`, signIns);
  numbers.set(
    'all days',
    chart.reduce((total, { signIns = 0 }) => total + signIns, 0),
  );
  const totals = new Map<string, number>();
  for (const policy of policies) {
    const found = hindsightBy(count, { ...seen.input, policy: { record: policy, version: 1 } });
    for (const affiliation of kinds) {
      const hindsight = found(affiliation);
      if (hindsight === undefined) continue;
      totals.set(affiliation, hindsight.signIns);
      for (const claim of names) {
        for (const [became, times] of hindsight.fatesOf(claim) ?? []) {
          numbers.set(`${claim} ${affiliation} ${became} ${JSON.stringify(policy)}`, times);
        }
      }
    }
  }
  for (const [affiliation, signIns] of totals) numbers.set(affiliation, signIns);
  numbers.set(
    'everybody',
    [...totals.values()].reduce((total, each) => total + each, 0),
  );
  return numbers;
}

/** Which sign-ins each number is made of. */
function madeOf(all: readonly SignIn[]): ReadonlyMap<string, ReadonlySet<number>> {
  const before = told(all);
  const parts = new Map([...before.keys()].map((name) => [name, new Set<number>()]));
  for (const position of all.keys()) {
    const heavier = all.map((each, other) => (other === position ? { ...each, weight: 1000 } : each));
    for (const [name, number] of told(heavier)) {
      if (number - (before.get(name) ?? 0) > 500) parts.get(name)?.add(position);
    }
  }
  return parts;
}

/**
 * Numbers of two claims are not set against each other, nor those of a claim against those of a day: whoever does so has to know already
 * that everybody who lacked the one claim lacked the other too, or came on that day, which no page says.
 */
function mayBeCompared(...pair: readonly [string, string]): boolean {
  const [one, other] = pair.map((name) => names.find((claim) => name.startsWith(`${claim} `)));
  if (one !== undefined && other !== undefined) return one === other;
  return (one ?? other) === undefined || !pair.some((name) => name.includes('day'));
}

/** Pairs of which the difference is that of somebody, or of a few. */
function isolating(all: readonly SignIn[]): readonly string[] {
  const parts = [...madeOf(all), ['nothing', new Set<number>()] as const];
  return parts.flatMap(([one, whole]) =>
    parts.flatMap(([other, part]) => {
      if (!mayBeCompared(one, other) || ![...part].every((each) => whole.has(each))) return [];
      const left = [...whole].filter((each) => !part.has(each));
      const people = new Set(left.map((position) => all[position]?.person));
      return people.size > 0 && people.size < fewestPeople ? [`${one} without ${other}`] : [];
    }),
  );
}

describe('two numbers of the past month', () => {
  it('never differ by the sign-ins of fewer than five people', () => {
    fc.assert(
      fc.property(population, (all) => {
        expect(isolating(all)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('do not tell of a few teachers, of who came alone on a day, nor of who objected', () => {
    const one = (person: number, changes: Partial<SignIn> = {}): SignIn => ({
      person,
      day: 0,
      affiliation: 'pupil',
      fates: [{ transforms: [] }, { transforms: [] }],
      weight: 1,
      ...changes,
    });
    const pupils = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((person) => [one(person), one(person, { day: 1 })]);
    expect(isolating([...pupils, one(9, { affiliation: 'teacher' })])).toEqual([]);
    expect(isolating([...pupils, one(3, { day: 2 }), one(3, { day: 2 })])).toEqual([]);
    const objecting = one(9, { fates: [{ reason: 'objection' }, { transforms: [] }] });
    expect(isolating([...pupils, objecting, objecting])).toEqual([]);
  });
});
