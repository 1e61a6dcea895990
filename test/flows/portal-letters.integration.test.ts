import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { comeInAtKade, confirmed, inviteTesta, roleOf } from '../../testkit/world/portal-visits.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { ofRegenboog, reader, saidOn } from './stored-policy.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
  browser = world.browser();
  await comeInAtKade(world, browser, await inviteTesta(world, { roles: [roleOf('reader', confirmed)] }));
});
afterAll(() => world.close());

const at = (path: string) => `${world.issuer}${path}`;
const council = ofRegenboog.replace(/services$/, 'council');

describe('letters', () => {
  it('are taken by whoever sees what services get, from their pages', async () => {
    expect((await browser.go(at(reader))).body).toContain(`href="${reader}/letter"`);
    expect((await browser.go(at(ofRegenboog))).body).toContain(`href="${council}"`);
    const letter = saidOn((await browser.go(at(`${reader}/letter`))).body);
    expect(letter).toContain('Voornaam: om iemand binnen te laten en te herkennen');
    expect(letter).toContain('met Uitgeverij Leesboom');
    const english = await browser.go(at(`${reader}/letter?letter=en`));
    expect(english.body).toContain('Dear parents and guardians,');
    expect(saidOn((await browser.go(at(council))).body)).toContain('Gegevens voor Leesboom Lezen');
  });

  it.each([
    [`${reader}/letter/pdf`, 'brief-aan-ouders.pdf', 'application/pdf'],
    [`${reader}/letter/docx?letter=en`, 'letter-to-parents.docx', 'application/vnd.openxml'],
    [`${council}/pdf`, 'overzicht-medezeggenschapsraad.pdf', 'application/pdf'],
    [`${council}/docx`, 'overzicht-medezeggenschapsraad.docx', 'application/vnd.openxml'],
  ])('are files to keep: %s', async (path, name, mediaType) => {
    const { status, headers } = await browser.go(at(path));
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(headers.get('content-type')).toContain(mediaType);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('are not there at another board, for a service that is off, and in no other form', async () => {
    for (const path of [
      '/portal/schools/de-vuurtoren/services/leesboom-reader/letter',
      '/portal/schools/de-vuurtoren/council',
      '/portal/schools/de-vuurtoren/council/pdf',
      '/portal/schools/de-regenboog/services/rekenrijk-dashboard/letter',
      `${reader}/letter/exe`,
      `${council}/..%2fpdf`,
    ]) {
      expect((await browser.go(at(path))).status, path).toBe(404);
    }
  });
});
