import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';
import { schoolId } from '../../src/domain/ids.ts';
import type { PortalAccount } from '../../src/domain/portal-accounts.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  boardParty,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { change, chosenOn, reader, saidOn, storedPolicy } from './stored-policy.ts';

let world: World;
let visit = 0;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await queryDatabase(
    world.databaseUrl,
    'truncate sluis.portal_account, sluis.portal_invitation, sluis.draft',
  );
  visit += 1;
  await edit(world, withMembers('schools', 'de-vuurtoren', { town: `Zierikzee ${String(visit)}` }));
});

const at = (path: string) => `${world.issuer}${path}`;
const stored = () => storedPolicy(world);
const waterland = boardParty('waterland');
const inDays = (days: number) => dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam');
const wantFourEyes = (fourEyes: boolean) => edit(world, withMembers('boards', 'waterland', { fourEyes }));

/** `collega`: the second person at the same board. */
async function as(role: PortalRole, login = 'docent', changes: Partial<HeldRole> = {}): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf(role, { ...confirmed, ...changes })];
  const person = login === 'docent' ? {} : { name: 'Collega Bedacht', email: `${login}@kade.example` };
  await comeInAtKade(world, browser, await inviteTesta(world, { roles, ...person }), login);
  return browser;
}
async function accountNamed(name: string): Promise<PortalAccount> {
  return required((await world.accounts.accountsOf(waterland)).find((account) => account.name === name));
}
async function hold(name: string, role: PortalRole): Promise<void> {
  const roles = [roleOf(role, confirmed)];
  const account = await accountNamed(name);
  await world.accounts.changeRoles(account, roles, { type: 'account.role_confirmed', role, by: operator });
}

const less = { enabled: 'yes', 'given_name.pupil': 'off', 'given_name.teacher': 'whole' };
async function save(browser: Browser, fields: Readonly<Record<string, string>> = less) {
  const { version } = await stored();
  const form = { version: String(version), seen: 'yes', reason: 'minder is genoeg', ...fields };
  return browser.post(at(change(reader)), form);
}
/** Writes a draft, and says where it is. */
async function drafted(browser: Browser, fields: Readonly<Record<string, string>> = less): Promise<string> {
  const page = await save(browser, fields);
  expect(page.url.href).toBe(at(`${reader}?drafted`));
  return required(new RegExp(`${reader}/drafts/[0-9a-f-]{36}`).exec(page.body)?.[0]);
}
const publish = async (browser: Browser, draft: string, version?: number) =>
  browser.post(at(draft), { act: 'publish', version: String(version ?? (await stored()).version) });
const trail = async () => {
  const rows = await queryDatabase(
    world.databaseUrl,
    `select type, author, stated_reason from sluis.audit_event where type like 'draft.%' order by at desc limit 2`,
  );
  return rows.toReversed();
};

describe('a draft', () => {
  it('changes nothing until somebody else publishes it, who sees what it does', async () => {
    const proposer = await as('proposer');
    const before = await stored();
    const draft = await drafted(proposer);
    expect(await stored()).toEqual(before);
    expect(saidOn((await proposer.go(at(draft))).body)).toContain('U hebt dit zelf ingediend.');

    const other = await as('administrator', 'collega');
    const today = (await other.go(at('/portal'))).body;
    expect(today).toContain(`href="${draft}"`);
    const page = saidOn((await other.go(at(draft))).body);
    expect(page).toContain('Door Testa de Proef.');
    expect(page).toContain('Leerlingen Gaat niet meer mee: voornaam.');
    const published = await publish(other, draft);
    expect(published.url.href).toBe(at(`${reader}?done`));
    const [own, others] = [await accountNamed('Testa de Proef'), await accountNamed('Collega Bedacht')];
    expect(await stored()).toMatchObject({
      version: before.version + 1,
      author: `portal:${others.id}`,
      reason: 'minder is genoeg',
    });
    expect(await trail()).toEqual([
      { type: 'draft.made', author: `portal:${own.id}`, stated_reason: 'minder is genoeg' },
      { type: 'draft.published', author: `portal:${others.id}`, stated_reason: 'minder is genoeg' },
    ]);
    expect((await other.go(at(draft))).status).toBe(404);
    const again = await publish(other, draft);
    expect([again.status, saidOn(again.body).includes('wacht niet meer')]).toEqual([409, true]);
  });

  it('is refused with a reason, or taken back by whoever wrote it', async () => {
    const proposer = await as('proposer');
    const other = await as('administrator', 'collega');
    const before = await stored();
    const first = await drafted(proposer);
    const unsaid = await other.post(at(first), { act: 'refuse', reason: ' ' });
    expect([unsaid.status, saidOn(unsaid.body).includes('Schrijf op waarom u het afkeurt')]).toEqual([
      400,
      true,
    ]);
    expect((await proposer.post(at(first), { act: 'refuse', reason: 'toch niet' })).status).toBe(403);
    const refused = await other.post(at(first), { act: 'refuse', reason: 'te weinig' });
    expect(refused.url.href).toBe(at(`${reader}?refused`));
    expect((await trail()).at(-1)).toMatchObject({ type: 'draft.refused', stated_reason: 'te weinig' });

    const second = await drafted(proposer);
    expect((await other.post(at(second), { act: 'withdraw', reason: 'x' })).status).toBe(403);
    expect((await proposer.post(at(second), { act: 'withdraw' })).url.href).toBe(at(`${reader}?withdrawn`));
    expect(await stored()).toEqual(before);
    expect(await queryDatabase(world.databaseUrl, 'select id from sluis.draft')).toEqual([]);
  });

  it('says that something changed since, and loses nothing', async () => {
    const proposer = await as('proposer');
    const other = await as('administrator', 'collega');
    const draft = await drafted(proposer);
    const { version } = await stored();
    await save(other, { ...less, 'given_name.pupil': 'whole', 'given_name.teacher': 'off' });
    const stale = await publish(other, draft, version);
    expect([stale.status, saidOn(stale.body).includes('intussen iets veranderd')]).toEqual([409, true]);
    expect(saidOn(stale.body)).toContain('Na het indienen is er iets veranderd.');
    expect(saidOn(stale.body)).toContain('Leraren Gaat voortaan mee: voornaam.');
    expect(chosenOn((await proposer.go(at(`${draft}/change`))).body, 'given_name.pupil')).toBe('off');
    expect((await publish(other, draft)).url.href).toBe(at(`${reader}?done`));
    expect((await stored()).body.claims).toEqual([
      { name: 'given_name', transforms: [], affiliations: ['teacher'] },
    ]);
  });

  it('for a day waits for it once it is published', async () => {
    const draft = await drafted(await as('proposer'), { ...less, from: 'day', day: inDays(3) });
    const other = await as('administrator', 'collega');
    const before = await stored();
    expect((await publish(other, draft)).url.href).toBe(at(`${reader}?waits`));
    expect(await stored()).toEqual(before);
    const [waiting] = await queryDatabase(
      world.databaseUrl,
      'select id, drafted_by from sluis.scheduled_change order by asked_at desc limit 1',
    );
    expect(waiting?.['drafted_by']).toBe(`portal:${(await accountNamed('Testa de Proef')).id}`);
    const off = await other.post(at(`${reader}/call-off`), { change: String(waiting?.['id']) });
    expect(off.url.href).toBe(at(`${reader}?called-off`));
  });

  it('is taken five times of one app, and the sixth stays on the form', async () => {
    const proposer = await as('proposer');
    await drafted(proposer);
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.draft (id, board, record_kind, record_id, body, record_version, drafted_by, reason, at)
       select gen_random_uuid(), board, record_kind, record_id, body, record_version, drafted_by, reason, at
       from sluis.draft, generate_series(1, 4)`,
    );
    const page = await save(proposer);
    expect([page.status, saidOn(page.body).includes('Er wacht al te veel')]).toEqual([400, true]);
    expect(page.body).toContain('name="given_name.pupil" value="off"');
  });
});

describe('a board that wants four eyes', () => {
  it('has a draft of what an administrator saves, which an approver publishes and nobody alone', async () => {
    await wantFourEyes(true);
    const own = await as('administrator');
    const before = await stored();
    const draft = await drafted(own);
    const alone = await publish(own, draft);
    expect([alone.status, saidOn(alone.body).includes('U keurt dit niet goed of af.')]).toEqual([403, true]);
    const second = await as('administrator', 'collega');
    expect((await publish(second, draft)).status).toBe(403);
    await wantFourEyes(false);
    expect((await publish(own, draft)).status).toBe(403);
    await wantFourEyes(true);
    await hold('Testa de Proef', 'approver');
    expect((await publish(own, draft)).status).toBe(403);
    expect(await stored()).toEqual(before);
    await hold('Collega Bedacht', 'approver');
    expect((await publish(second, draft)).url.href).toBe(at(`${reader}?done`));
    await wantFourEyes(false);
  });

  it('has no change on its day that somebody saved alone before', async () => {
    const own = await as('administrator');
    const later = { ...less, from: 'day', day: inDays(3) };
    expect((await save(own, later)).url.href).toBe(at(`${reader}?waits`));
    await wantFourEyes(true);
    const before = await stored();
    await dueNow();
    await world.applyDueChanges();
    expect(await stored()).toEqual(before);
    await wantFourEyes(false);
  });

  it('has the change on its day that somebody else approved', async () => {
    await wantFourEyes(true);
    const draft = await drafted(await as('administrator'), { ...less, from: 'day', day: inDays(3) });
    const approver = await as('approver', 'collega');
    const { version } = await stored();
    expect((await publish(approver, draft)).url.href).toBe(at(`${reader}?waits`));
    await dueNow();
    await world.applyDueChanges();
    expect((await stored()).version).toBe(version + 1);
    await wantFourEyes(false);
  });

  /** What was saved last for a later day has its day now. */
  async function dueNow(): Promise<void> {
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.scheduled_change (id, author, reason, due, asked_at, changes, drafted_by)
       select gen_random_uuid(), author, reason, now(), asked_at, changes, drafted_by
       from sluis.scheduled_change order by asked_at desc limit 1`,
    );
  }
});

describe('a draft that is not for somebody', () => {
  it('is not there for a reader, at other schools, about another app, and for a made-up id', async () => {
    const draft = await drafted(await as('proposer'));
    const before = await stored();
    const other = await as('reader', 'collega');
    const elsewhere = draft.replace('leesboom-reader', 'rekenrijk-practice');
    const madeUp = `${reader}/drafts/00000000-0000-4000-8000-000000000000`;
    const ends = async (path: string) => [
      (await other.go(at(path))).status,
      (await publish(other, path)).status,
      (await other.post(at(path), { act: 'refuse', reason: 'x' })).status,
    ];
    expect(await ends(draft)).toEqual([404, 409, 409]);
    await hold('Collega Bedacht', 'administrator');
    expect(await ends(elsewhere)).toEqual([404, 409, 409]);
    expect(await ends(madeUp)).toEqual([404, 409, 409]);
    await hold('Collega Bedacht', 'help_desk');
    expect(await ends(draft)).toEqual([404, 404, 404]);
    expect(await stored()).toEqual(before);
    expect(await queryDatabase(world.databaseUrl, 'select id from sluis.draft')).toHaveLength(1);
  });

  it('is not there for an administrator of other schools, nor for whoever lost the role', async () => {
    const draft = await drafted(await as('proposer'));
    const before = await stored();
    const ofKade = await as('administrator', 'collega', { schools: [required(schoolId('de-kade'))] });
    expect((await ofKade.go(at(draft))).status).toBe(404);
    expect((await publish(ofKade, draft)).status).toBe(404);
    await hold('Collega Bedacht', 'administrator');
    expect((await ofKade.go(at(draft))).status).toBe(200);
    await hold('Collega Bedacht', 'signer');
    expect((await publish(ofKade, draft)).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  it('is not shown to another board, whatever stands in the table', async () => {
    const draft = await drafted(await as('proposer'));
    await queryDatabase(world.databaseUrl, `update sluis.draft set board = 'zeeuwse-stromen'`);
    const other = await as('administrator', 'collega');
    expect((await other.go(at(draft))).status).toBe(404);
    expect((await publish(other, draft)).status).toBe(409);
  });
});
