import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import { errorId, schoolId } from '../../src/domain/ids.ts';
import { readShortErrorId } from '../../src/domain/short-error-id.ts';
import { mostAlikeWritten } from '../../src/ledger/counted-events.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import type { Postgres } from '../../src/storage/postgres/pool.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { createManualClock, type ManualClock } from '../../testkit/machine/manual-clock.ts';
import { printedOn } from '../../testkit/pages/printed.ts';
import { required } from '../../testkit/values/ids.ts';
import { during, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { openDatabaseOf } from '../../testkit/world/world-database.ts';

let world: World;
let postgres: Postgres;
let clock: ManualClock;
beforeAll(async () => {
  clock = createManualClock(Date.now());
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl'), clock });
  postgres = openDatabaseOf(world);
});
afterAll(async () => {
  await postgres.close();
  await world.close();
});
// a minute of its own for each test: of more alike the trail has the number only
beforeEach(() => {
  clock.advance(60_000);
});

const statusOf = (code: string) => ({
  status: `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"></samlp:StatusCode></samlp:StatusCode>`,
  signed: 'none' as const,
  editResponse: (xml: string) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/s, ''),
});
type Edit = (federation: Lists) => Lists;
/** While the federation is as an edit makes it, or as it is. */
const whileItIs = (edit: Edit | undefined, act: () => Promise<void>) =>
  edit === undefined ? act() : during(world, edit, act);
const closedIdp = withMembers('idps', 'regenboog-saml', { disabled: true });

/** By the supplier's hint to De Regenboog; returns where the browser ends. */
async function comeIn(browser: Browser): Promise<Arrived> {
  return browser.go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
}
async function chooseSchool(browser: Browser, school: string): Promise<Arrived> {
  const chooser = await browser.go((await world.reader.begin()).url);
  return browser.go(`${chooser.url.href}/school/${school}`);
}

type Refused = (browser: Browser) => Promise<Arrived>;
const refusals: readonly (readonly [string, Edit | undefined, Refused, Partial<AuditEvent>])[] = [
  [
    'a school that closed',
    withMembers('schools', 'de-regenboog', { closed: { on: '2026-01-01' } }),
    comeIn,
    { type: 'login.refused', reason: 'school_closed', school: required(schoolId('de-regenboog')) },
  ],
  [
    'a login that is switched off',
    closedIdp,
    comeIn,
    { type: 'login.refused', reason: 'idp_not_in_force', school: required(schoolId('de-regenboog')) },
  ],
  [
    'a login of several schools that is switched off',
    withMembers('idps', 'zee-saml', { disabled: true }),
    async (browser) => browser.go((await world.reader.begin({ login_hint: 'school:het-kompas' })).url),
    { type: 'login.refused', reason: 'idp_not_in_force', school: required(schoolId('het-kompas')) },
  ],
  [
    'a school that does not take part',
    undefined,
    (browser) => chooseSchool(browser, 'de-vuurtoren'),
    { type: 'login.refused', reason: 'agreement_expired', school: required(schoolId('de-vuurtoren')) },
  ],
  [
    'a decision after the sign-in',
    undefined,
    async (browser) => (await signInAtKade(world, browser, world.practice, 'vera')).arrived,
    { type: 'login.refused', reason: 'service_not_enabled', school: required(schoolId('de-kade')) },
  ],
  [
    'a person who turned back',
    undefined,
    async (browser) => world.answerAtRegenboog(browser, await comeIn(browser), statusOf('AuthnFailed')),
    { type: 'login.cancelled', school: required(schoolId('de-regenboog')) },
  ],
  [
    'a school that denies',
    undefined,
    async (browser) => world.answerAtRegenboog(browser, await comeIn(browser), statusOf('RequestDenied')),
    { type: 'login.rejected', reason: 'login.denied_by_school', school: required(schoolId('de-regenboog')) },
  ],
];

const trail = () => createPostgresLedgerStore(postgres);
const eventsNow = async () =>
  (await trail().listAudit({ from: clock.now(), limit: 1_000 })).filter(
    ({ type }) => type !== 'register.applied',
  );

describe.each(refusals)('the page of %s', (_of, edit, refused, said) => {
  it('has an error id that trail, log, helpdesk and two words lead back to', async () => {
    await whileItIs(edit, async () => {
      const page = await refused(world.browser());
      const { long, short } = printedOn(page.body);
      const id = required(errorId(long ?? ''));
      const [event, ...others] = await trail().listAudit({ errorId: id, limit: 9 });
      expect([event, others]).toEqual([expect.objectContaining({ ...said, errorId: id }), []]);
      const lines = world.logger.events.filter(({ fields }) => fields?.errorId === id);
      expect(lines).toHaveLength(1);
      expect(lines[0]?.fields).toMatchObject({ school: said.school });
      expect(await trail().findError(id)).toMatchObject({ id });
      const shortErrorId = required(readShortErrorId(short ?? ''));
      const when = { from: clock.now() - 1_000, until: clock.now() + 1_000 };
      const where = { shortErrorId, ...(said.school && { school: said.school }), ...when, limit: 9 };
      expect(await trail().listAudit(where)).toEqual([event]);
    });
  });
});

describe.each(refusals.filter(([, , , { type }]) => type !== 'login.rejected'))(
  'the page of %s, shown again',
  (_of, edit, refused) => {
    it('keeps its error id, and nothing is said to have happened twice', async () => {
      await whileItIs(edit, async () => {
        const browser = world.browser();
        const page = await refused(browser);
        const before = await eventsNow();
        for (const address of [
          page.url.href,
          `${page.url.href}${page.url.search === '' ? '?' : '&'}lang=en`,
        ]) {
          expect(printedOn((await browser.go(address)).body).long).toBe(printedOn(page.body).long);
        }
        expect(await eventsNow()).toEqual(before);
      });
    });
  },
);

describe('a page that refuses', () => {
  it('has no two words where no school is known', async () => {
    await during(world, withMembers('services', 'leesboom-reader', { blocked: true }), async () => {
      const { long, short } = printedOn((await comeIn(world.browser())).body);
      expect([short, await trail().findError(required(errorId(long ?? '')))]).toEqual([
        undefined,
        expect.objectContaining({ code: 'service_blocked' }),
      ]);
    });
  });

  it('has no two words where the trail has only counted it', async () => {
    await during(world, closedIdp, async () => {
      const pages: Arrived[] = [];
      for (let time = 0; time <= mostAlikeWritten; time += 1) pages.push(await comeIn(world.browser()));
      const printed = pages.map(({ body }) => printedOn(body));
      expect(printed.filter(({ long }) => long === undefined)).toEqual([]);
      expect(printed.filter(({ short }) => short === undefined)).toHaveLength(1);
    });
  });

  it('has another error id once it refuses for another reason, and each is in the trail', async () => {
    const browser = world.browser();
    const school = 'de-vuurtoren';
    const first = await chooseSchool(browser, school);
    const edit = withMembers('idps', 'zee-saml', { disabled: true });
    await during(world, edit, async () => {
      const second = await browser.go(first.url.href);
      const ids = [first, second].map(({ body }) => required(errorId(printedOn(body).long ?? '')));
      const events = await Promise.all(ids.map((each) => trail().findError(each)));
      expect(events.map((event) => event?.code)).toEqual(['agreement_expired', 'idp_not_in_force']);
    });
  });

  it('has no error id where somebody types the address of having turned back: nothing happened', async () => {
    const browser = world.browser();
    const chooser = await browser.go((await world.reader.begin()).url);
    const typed = await browser.go(`${chooser.url.href}/school/de-regenboog/cancelled`);
    expect(typed.body).toContain('class="card notice"');
    expect(typed.body).not.toContain('error-id');
    expect(await eventsNow()).toEqual([]);
  });

  it('does not take the school of a login from whoever writes the address', async () => {
    await during(world, closedIdp, async () => {
      const browser = world.browser();
      const page = await comeIn(browser);
      const forged = await browser.go(page.url.href.replace('school=de-regenboog', 'school=de-kade'));
      expect(printedOn(forged.body)).toEqual(printedOn(page.body));
      expect(forged.body).not.toContain('De Kade');
    });
  });

  it('has no error id where it asks who is there: what happened is about whoever signed in before', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.reader, 'vera');
    const asked = await browser.go((await world.dashboard.begin()).url);
    expect(asked.status).toBe(403);
    expect(asked.body).toContain('/someone-else');
    expect(asked.body).not.toContain('error-id');
    const [event] = await eventsNow();
    expect(event).toMatchObject({ reason: 'affiliation_not_in_audience', school: 'de-kade' });
    expect(asked.body).not.toContain(event?.errorId);
  });

  it('is none with prompt=none, and nothing has an error id then', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.reader, 'vera');
    const arrived = await browser.go((await world.practice.begin({ prompt: 'none' })).url);
    expect(arrived.url.searchParams.get('error')).toBe('access_denied');
    const [event] = await eventsNow();
    expect(event).toMatchObject({ type: 'login.refused', reason: 'service_not_enabled' });
    expect(event).not.toHaveProperty('errorId');
  });

  it('has no error id that anybody else’s login was refused under', async () => {
    const [one, other] = [
      await chooseSchool(world.browser(), 'de-vuurtoren'),
      await chooseSchool(world.browser(), 'de-vuurtoren'),
    ];
    expect(printedOn(one.body).long).not.toBe(printedOn(other.body).long);
  });
});
