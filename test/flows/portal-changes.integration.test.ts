import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { change, chosenOn, reader, saidOn, storedPolicy } from './stored-policy.ts';

let world: World;
/** Something else for each test, so that the policies are put back with it. */
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
  await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
  visit += 1;
  await edit(world, withMembers('schools', 'de-vuurtoren', { town: `Zierikzee ${String(visit)}` }));
});

const at = (path: string) => `${world.issuer}${path}`;
const versions = `${reader}/versions`;
const stored = () => storedPolicy(world);

/** `collega`: the second person at the same school. */
async function as(role: PortalRole, login = 'docent', changes: Partial<HeldRole> = {}): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf(role, { ...confirmed, ...changes })];
  const person = login === 'docent' ? {} : { name: 'Collega Bedacht', email: `${login}@kade.example` };
  await comeInAtKade(world, browser, await inviteTesta(world, { roles, ...person }), login);
  return browser;
}

const asItIs = { enabled: 'yes', 'given_name.pupil': 'whole', 'given_name.teacher': 'whole' };
async function save(browser: Browser, fields: Readonly<Record<string, string>>) {
  const { version } = await stored();
  const form = { version: String(version), seen: 'yes', reason: 'wij geven liever minder', ...fields };
  return browser.post(at(change(reader)), form);
}

describe('earlier choices', () => {
  it('are listed newest first, with when, by whom and why', async () => {
    const browser = await as('administrator');
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const page = saidOn((await browser.go(at(versions))).body);
    expect(page).toMatch(
      /Dit geldt nu Door Testa de Proef\. Waarom: wij geven liever minder .* Door iemand van Sluis\./,
    );
    expect((await browser.go(at(reader))).body).toContain(`href="${versions}"`);
  });

  it('name nobody to whoever does not see people', async () => {
    const browser = await as('administrator');
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const page = saidOn((await (await as('reader', 'collega')).go(at(versions))).body);
    expect(page).toContain('Door iemand van uw bestuur (beheerder).');
    expect(page).not.toContain('Testa');
  });

  it('are compared with what counts now, and come back by the ordinary form', async () => {
    const browser = await as('administrator');
    const { version } = await stored();
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const earlier = `${versions}/${String(version)}`;
    const page = saidOn((await browser.go(at(earlier))).body);
    expect(page).toContain('Leerlingen Gaat voortaan mee: voornaam.');
    expect(page).toContain('Gebruik deze keuzes opnieuw');

    const form = (await browser.go(at(`${earlier}/change`))).body;
    expect(chosenOn(form, 'given_name.pupil')).toBe('whole');
    expect(form).toContain(`name="version" value="${String(version + 1)}"`);
    expect((await stored()).version).toBe(version + 1);
    await save(browser, asItIs);
    expect((await stored()).body.claims).toEqual([
      { name: 'given_name', transforms: [], affiliations: ['pupil', 'teacher'] },
    ]);
  });

  it('are there for those who see them, and come back by those who may change them', async () => {
    const { version } = await stored();
    const somebody = await as('reader');
    expect((await somebody.go(at(versions))).status).toBe(200);
    expect((await somebody.go(at(`${versions}/${String(version)}`))).body).not.toContain('/change"');
    expect((await somebody.go(at(`${versions}/${String(version)}/change`))).status).toBe(404);
  });

  it('are not there beyond the own schools, and where there is no such version', async () => {
    const { version } = await stored();
    const ofKade = await as('administrator', 'docent', { schools: [required(schoolId('de-kade'))] });
    expect((await ofKade.go(at(versions))).status).toBe(404);
    const own = versions.replace('de-regenboog', 'de-kade');
    for (const path of [
      `${versions}/${String(version)}`,
      `${versions}/${String(version)}/change`,
      `${own}/999`,
      `${own}/0`,
      `${own}/1x`,
      `${own}/999/change`,
    ]) {
      expect((await ofKade.go(at(path))).status, path).toBe(404);
    }
  });
});
