import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import { attributeName, boardId, serviceId, type PersonHandle } from '../../src/domain/ids.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Affiliation } from '../../src/domain/person.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';
import { randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import type { LedgerStores } from './current-handle-conformance.ts';
import { entry, schools } from './ledger-entry.ts';
import { boards, movedTo, pupil, signIn } from './provisional-case.ts';

const [givenName, email] = [required(attributeName('given_name')), required(attributeName('email'))];
const whole = [{ claim: givenName, transforms: [] }];
const lacking = [{ claim: email, reason: 'not_supplied' }] as const;
const at = Date.UTC(2026, 7, 1, 10);
const dayMillis = 86_400_000;

export function describePastDisclosures(stores: () => LedgerStores): void {
  const newBoard = () => required(boardId(`bestuur-${randomUUID().slice(0, 8)}`));
  const newService = () => required(serviceId(`dienst-${randomUUID().slice(0, 8)}`));
  const periodOf = (board = newBoard()) => ({
    board,
    schools: [schools[0]],
    service: newService(),
    from: required(calendarDay('2026-08-01')),
    before: required(calendarDay('2026-08-03')),
    zone: 'Europe/Amsterdam',
  });
  type Period = ReturnType<typeof periodOf>;
  const somebody = ({ board }: Pick<Period, 'board'>): Promise<PersonHandle> =>
    stores().people.handleOf(rootOf(`somebody ${randomUUID()}`), board, randomHandle());
  const came = ({ board, service }: Period, person: PersonHandle, changes: Partial<LedgerEntry> = {}) =>
    stores().store.append(entry({ at, board, service, person, released: whole, withheld: [], ...changes }));

  it('groups entries by affiliation and what became of each claim, and counts each person once', async () => {
    const period = periodOf();
    const [one, other] = [await somebody(period), await somebody(period)];
    for (const person of [one, one, other]) await came(period, person);
    await came(period, one, { withheld: lacking });
    await came(period, one, { affiliation: 'teacher' });
    const reduced = [{ claim: givenName, transforms: ['initial'] }] as const;
    await came(period, other, { affiliation: 'teacher', released: reduced });
    const row = (affiliation: Affiliation, entries: number, people: number) => ({
      affiliation,
      entries,
      people,
    });
    const inFull = { claim: givenName, then: { transforms: [] } };
    expect(await stores().store.countClaims(period)).toEqual({
      people: 2,
      affiliations: [row('pupil', 4, 2), row('teacher', 2, 2)],
      claims: [
        { ...row('pupil', 1, 1), claim: email, then: { reason: 'not_supplied' } },
        { ...row('pupil', 4, 2), ...inFull },
        { ...row('teacher', 1, 1), ...inFull },
        { ...row('teacher', 1, 1), claim: givenName, then: { transforms: ['initial'] } },
      ],
    });
  });

  it('groups them by day in the zone, from a day to before another one', async () => {
    const period = periodOf();
    const person = await somebody(period);
    const midnight = Date.UTC(2026, 6, 31, 22);
    for (const moment of [midnight - 1, midnight, midnight + dayMillis - 1, midnight + dayMillis]) {
      await came(period, person, { at: moment });
    }
    await came(period, await somebody(period), { at: midnight + dayMillis });
    await came(period, person, { at: midnight + 2 * dayMillis });
    expect(await stores().store.countByDay(period)).toEqual({
      people: 2,
      days: [
        { day: '2026-08-01', affiliation: 'pupil', entries: 2, people: 1 },
        { day: '2026-08-02', affiliation: 'pupil', entries: 2, people: 2 },
      ],
    });
    const { affiliations } = await stores().store.countClaims(period);
    expect(affiliations).toEqual([{ affiliation: 'pupil', entries: 4, people: 2 }]);
  });

  it('counts people of each affiliation apart on a day, and as often as they are that in the month', async () => {
    const period = periodOf();
    const person = await somebody(period);
    await came(period, person);
    for (let time = 0; time < 3; time += 1) await came(period, person, { affiliation: 'teacher' });
    const counted = [
      { affiliation: 'pupil', entries: 1, people: 1 },
      { affiliation: 'teacher', entries: 3, people: 1 },
    ];
    const { people, days } = await stores().store.countByDay(period);
    expect([people, days]).toEqual([1, counted.map((each) => ({ day: '2026-08-01', ...each }))]);
    expect((await stores().store.countClaims(period)).affiliations).toEqual(counted);
  });

  it('takes nothing of another board, school or service', async () => {
    const period = periodOf();
    const person = await somebody(period);
    await came(period, person, { school: schools[1] });
    await came(period, person, { board: newBoard() });
    await came(period, person, { service: newService() });
    const nothing = { people: 0, affiliations: [], claims: [] };
    expect(await stores().store.countClaims(period)).toEqual(nothing);
    expect(await stores().store.countByDay(period)).toEqual({ people: 0, days: [] });
    expect(await stores().store.countClaims({ ...period, schools: [] })).toEqual(nothing);
    const both = await stores().store.countClaims({ ...period, schools });
    expect(both).toMatchObject({ people: 1, affiliations: [{ entries: 1, people: 1 }] });
  });

  it('counts nobody who was erased, whose entries are nobody’s', async () => {
    const period = periodOf();
    const [stays, goes] = [await somebody(period), await somebody(period)];
    for (const person of [stays, goes]) await came(period, person);
    expect(await eraseHandle(stores().people, goes, period.board)).toBe(true);
    const { people, affiliations } = await stores().store.countClaims(period);
    expect([people, affiliations[0]?.people, affiliations[0]?.entries]).toEqual([1, 1, 2]);
    const { days } = await stores().store.countByDay(period);
    expect(days).toEqual([{ day: '2026-08-01', affiliation: 'pupil', entries: 2, people: 1 }]);
  });

  it('counts somebody once whose provisional root gave way in between', async () => {
    const { people } = stores();
    const [{ own, eck }, period] = [pupil(), periodOf(boards[0])];
    await signIn(people, { eck });
    await signIn(people, { own });
    const before = await people.handleOf(rootOf(own), period.board, randomHandle());
    expect(await signIn(people, { own, eck })).toEqual(movedTo(eck, own));
    const after = await people.handleOf(rootOf(eck), period.board, randomHandle());
    for (const person of [before, after]) await came(period, person);
    const expected = { people: 1, affiliations: [{ entries: 2, people: 1 }] };
    expect(await stores().store.countClaims(period)).toMatchObject(expected);
  });
}
