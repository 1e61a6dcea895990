import fc from 'fast-check';
import { z } from 'zod';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { calendarDay, dayAt, systemClock } from '../../src/domain/clock.ts';
import { attributeName, schoolId, serviceId } from '../../src/domain/ids.ts';
import type { Decision } from '../../src/domain/release.ts';
import { openRegisterView, type OpenRegisterView } from '../../src/register/replica/register-view.ts';
import { decide } from '../../src/release/decide.ts';
import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import { newVersionOf } from '../../src/register/changes/step.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import { catalogue } from '../../testkit/federation/catalogue.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit } from '../../testkit/world/change-federation.ts';
import { fillRegister } from '../../testkit/world/fill-register.ts';
import {
  addressAtKade,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { agreedNow, chosenIn, people, rows, values, type Person, type Row } from './agreed-by-hand.ts';
import { doAct, idOf, type Acting, type Schools } from './doing-acts.ts';
import { acts, claims, schools, services, type Place } from './portal-acts.ts';

/*
 * No sequence of acts at the portal releases more than the agreement in force, nor more than the school chose. What leaves is asked of
 * the decision; what may leave is worked out by hand from what is stored and from what was sent.
 */

let world: World;
let postgres: Postgres;
let store: RegisterStore;
let view: OpenRegisterView;
let acting: Acting;
/** The register before each sequence. */
let before: readonly Row[];
const day = (days: number) => dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam');
const placed = ['de-regenboog', 'de-kade', 'de-vuurtoren'] as const;
const places = placed.flatMap((school) => services.map((service) => ({ school, service })));

const stored = async (): Promise<readonly Row[]> =>
  rows.parse(
    await queryDatabase(
      world.databaseUrl,
      `select kind, id, version, body from
       (select distinct on (kind, id) * from sluis.record_version order by kind, id, version desc) newest
       where body is not null and kind in ('agreement', 'service', 'policy', 'access')`,
    ),
  );

/** For whom stands in the line: what is for everybody follows an agreement that becomes wider. */
const named = { name: 'given_name', affiliations: ['pupil', 'teacher'] };
const annexes = z.array(z.looseObject({}));
/** Services that ask for more, of more people; policies that say for whom; and one offer more. */
async function widen(): Promise<void> {
  const offer = { id: 'waterland-leesboom-2', status: 'offered', replaces: 'waterland-leesboom' };
  await edit(world, (federation) => {
    const agreed = (federation['agreements'] ?? []).map((agreement) => ({
      ...agreement,
      annex: annexes
        .parse(agreement['annex'])
        .map((row) => ({ ...row, purposes: ['access', 'teaching', 'continuity'] })),
    }));
    return {
      ...federation,
      services: (federation['services'] ?? []).map((service) =>
        services.some((id) => id === service['id'])
          ? {
              ...service,
              audience: people,
              claims: claims.map((name) => ({ name, purpose: 'teaching', required: name !== 'family_name' })),
            }
          : service,
      ),
      agreements: [...agreed, { ...agreed[0], ...offer }],
      policies: (federation['policies'] ?? []).map((policy) => {
        const isOurs = places.some(
          ({ school, service }) =>
            schools[school] === 'waterland' && policy['school'] === school && policy['service'] === service,
        );
        return isOurs ? { ...policy, claims: [named] } : { ...policy, claims: [] };
      }),
    };
  });
}

async function write(agreement: string, says: Readonly<Record<string, unknown>>): Promise<void> {
  const all = await stored();
  const body = all.find(({ kind, id }) => kind === 'agreement' && id === agreement)?.body;
  const said = Object.entries(says).map(([member, value]) => {
    const days = z.object({ days: z.number() }).safeParse(value).data;
    return [member, days === undefined ? value : day(days.days)];
  });
  const record = {
    kind: 'agreement',
    id: agreement,
    body: { ...Object(body), ...Object.fromEntries(said) },
  } as const;
  await fillRegister(store, [record], { at: Date.now() });
}

async function letTheDayCome(): Promise<void> {
  await queryDatabase(
    world.databaseUrl,
    `insert into sluis.scheduled_change (id, author, reason, due, asked_at, changes, drafted_by)
     select gen_random_uuid(), author, reason, now(), asked_at, changes, drafted_by from sluis.scheduled_change
     where due > now() order by asked_at desc limit 1`,
  );
  await world.applyDueChanges();
}

beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
  const logger = createRecordingLogger();
  postgres = openPostgres({ url: world.databaseUrl, timeoutMs: 10_000, maxConnections: 2, logger });
  store = createPostgresRegisterStore(postgres);
  await widen();
  view = await openRegisterView({ store, clock: systemClock, logger });
  const signer = world.browser();
  const until = required(calendarDay('2099-01-01'));
  const roles = [
    roleOf('signer', { ...confirmed, ground: 'bestuurder', until }),
    roleOf('proposer', confirmed),
  ];
  await comeInAtKade(world, signer, await inviteTesta(world, { roles }));
  const administrator = world.browser();
  const invited = {
    email: addressAtKade('collega'),
    roles: [roleOf('administrator', confirmed), roleOf('approver', confirmed)],
  };
  await comeInAtKade(world, administrator, await inviteTesta(world, invited), 'collega');
  before = await stored();
  acting = { issuer: world.issuer, administrator, signer, today: day(0), day, stored, write, letTheDayCome };
});
afterAll(async () => {
  await view.close();
  await postgres.close();
  await world.close();
});

/** The register, and what schools chose, as they were. */
async function anew(): Promise<Schools> {
  const now = await stored();
  const isLater = ({ kind, id }: Row) => !before.some((each) => each.kind === kind && each.id === id);
  const ended = now
    .filter(isLater)
    .map(({ kind, id }) => ({ kind: kind === 'access' ? kind : 'policy', id, ended: true }) as const);
  if (ended.length > 0) {
    await store.apply(await store.revision(), ended.map(newVersionOf), {
      author: 'start',
      reason: 'start',
      at: 0,
    });
  }
  const same = before.flatMap(({ kind, id, body }) =>
    kind === 'agreement' || kind === 'policy' ? [{ kind, id, body: Object(body) } as const] : [],
  );
  await fillRegister(store, same, { at: Date.now() });
  await queryDatabase(world.databaseUrl, 'truncate sluis.draft');
  await world.confirmRegister();
  return {
    chosen: new Map(
      before.flatMap(({ kind, id }) => (kind === 'policy' ? [[id, chosenIn(before, id)] as const] : [])),
    ),
    admitted: new Map(),
    waiting: [],
    drafts: [],
  };
}

function decided({ school, service }: Place, affiliation: Person): Decision {
  const register = view.current();
  const at = required(register.school(required(schoolId(school))));
  const asked = required(register.service(required(serviceId(service)))).record;
  const idp = required([...register.idps()].find(({ record }) => record.schools.includes(at.id))).record;
  return decide({
    today: required(calendarDay(day(0))),
    affiliation,
    school: at,
    board: required(register.board(at.board)),
    idp,
    service: asked,
    agreements: register.agreementsBetween(at.board, asked.supplier),
    policy: register.policyFor(at.id, asked.id),
    access: register.accessFor(at.id, asked.id),
    objections: [],
    requestedScopes: new Set([...catalogue.attributes.values()].map(({ scope }) => scope)),
    catalogue,
    attributes: new Map(Object.entries(values).map(([name, all]) => [required(attributeName(name)), all])),
  });
}

let released = 0;
function expectNoMore(all: readonly Row[], state: Schools): void {
  for (const place of places) {
    const chosen = state.chosen.get(idOf(place));
    const board = schools[place.school];
    const { letsIn, forms } = agreedNow(all, { board, service: place.service, today: day(0) });
    const admitted = state.admitted.get(idOf(place)) ?? people;
    for (const person of people) {
      const decision = decided(place, person);
      if (decision.outcome === 'refused') continue;
      const isOpen = chosen?.enabled === true && letsIn.has(person) && admitted.includes(person);
      expect([place, person, isOpen]).toEqual([place, person, true]);
      for (const claim of decision.released) {
        const key = `${claim.name}.${person}`;
        const may = (chosen?.forms.get(key) ?? []).filter((form) => forms.get(key)?.includes(form));
        expect(may, `${key} at ${idOf(place)}`).toEqual(expect.arrayContaining([...claim.values]));
        released += 1;
      }
    }
  }
}

it('is never wider than the agreement in force and what the school chose, whatever is done in which order', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const state = await anew();
      for (const act of sequence) {
        await doAct(acting, state, act);
        await Promise.all([world.confirmRegister(), view.refresh()]);
        expectNoMore(await stored(), state);
      }
    }),
    { numRuns: 7, endOnFailure: true },
  );
  // otherwise it would say nothing
  expect(released).toBeGreaterThan(50);
});
