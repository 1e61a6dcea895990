import { X509Certificate } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import type { Postgres } from '../../src/storage/postgres/pool.ts';
import { printableFields } from '../../src/telemetry/log-fields.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { openDatabaseOf } from '../../testkit/world/world-database.ts';

/* What the operator finds in log and audit trail of what is refused on the schools' side. */

let world: World;
let postgres: Postgres;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  postgres = openDatabaseOf(world);
});
afterAll(async () => {
  await postgres.close();
  await world.close();
});

const at = { idp: 'regenboog-saml', school: 'de-regenboog' };
const newest = async (): Promise<AuditEvent | undefined> =>
  (await createPostgresLedgerStore(postgres).listAudit({ limit: 1 }))[0];

/** The newest line of the log about a refusal, as the real logger would write it. */
function newestLine(): Readonly<Record<string, unknown>> {
  const line = world.logger.events.findLast(({ level }) => level === 'warn');
  return { event: line?.event, ...printableFields(line?.fields ?? {}) };
}

async function refused(wishes: AnswerWishes) {
  const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, wishes);
  return { page: arrived.body, line: newestLine(), event: await newest() };
}

const status = (top: string, second: string): AnswerWishes => ({
  status: `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${top}"><samlp:StatusCode Value="${second}"></samlp:StatusCode></samlp:StatusCode>`,
  signed: 'none',
  editResponse: (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/s, ''),
});
const standard = 'urn:oasis:names:tc:SAML:2.0:status:';

describe('what the log and the trail say of an answer of a SAML school', () => {
  it('is IdP, school, code, error id, and the second-level status word', async () => {
    const { line, event, page } = await refused(status('Requester', `${standard}InvalidNameIDPolicy`));
    expect(line).toMatchObject({
      event: 'request.refused',
      code: 'saml.status',
      detail: 'InvalidNameIDPolicy',
      ...at,
    });
    expect(event).toMatchObject({ type: 'login.rejected', reason: 'saml.status', ...at });
    expect(page).toContain(event?.errorId);
    expect(line['errorId']).toBe(event?.errorId);
    expect(page).not.toContain('InvalidNameIDPolicy');
  });

  it('holds no status that the standard does not have', async () => {
    const { line } = await refused(status('Responder', 'urn:kanarie:Sanne'));
    expect(line).toMatchObject({ code: 'saml.status', detail: 'Responder' });
    expect(JSON.stringify(line)).not.toMatch(/kanarie|Sanne/);
  });

  it('is the status of a person who turned back, too', async () => {
    const { line, event } = await refused(status('Responder', `${standard}AuthnFailed`));
    expect(line).toMatchObject({ event: 'login.cancelled', detail: 'AuthnFailed', ...at });
    expect(event).toMatchObject({ type: 'login.cancelled', ...at });
  });

  it.each<[string, AnswerWishes, { readonly registered: string; readonly received: string }]>([
    [
      'saml.destination',
      { destination: 'https://old.example/saml/acs?code=kanarie' },
      { registered: '/saml/regenboog-saml/acs', received: 'https://old.example/saml/acs?code' },
    ],
    [
      'saml.response_issuer',
      { responseIssuer: 'https://other.example/idp' },
      { registered: 'https://regenboog.example', received: 'https://other.example/idp' },
    ],
    [
      'saml.response_issuer',
      { responseIssuer: 'Sanne Kanarie, groep 5' },
      { registered: 'https://regenboog.example', received: '[unprintable]' },
    ],
  ])('is both addresses, without a query: %s', async (code, wishes, { registered, received }) => {
    const { line } = await refused(wishes);
    expect(line).toMatchObject({ code, receivedAddress: received, ...at });
    expect(line['registeredAddress']).toContain(registered);
  });

  it('is the fingerprints of both certificates where a school signs with another one', async () => {
    const key = await makeCertifiedKey();
    const { line } = await refused({ signature: { key, keyInfo: key } });
    expect(line).toMatchObject({
      code: 'saml.signature_invalid',
      registeredCertificates: new X509Certificate(world.regenboog.key.certificatePem).fingerprint256,
      receivedCertificate: new X509Certificate(key.certificatePem).fingerprint256,
      ...at,
    });
  });

  it('is the algorithm, by its name', async () => {
    const { line } = await refused({
      signature: { signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
    });
    expect(line).toMatchObject({ code: 'saml.signature_algorithm', detail: 'rsa-sha1', ...at });
  });

  it('is the attribute that said nothing that is known, and never its value', async () => {
    const { line } = await refused({ attributes: [['urn:mace:dir:attribute-def:givenName', ['Kanarie']]] });
    expect(line).toMatchObject({ code: expect.stringMatching(/^identity\./), ...at });
    expect(line['attribute']).toEqual(expect.any(String));
    expect(JSON.stringify(line)).not.toContain('Kanarie');
  });
});

describe('what the log and the trail say of an answer of an OpenID Connect school', () => {
  it('is the word of OAuth, or the number that Entra ID gives the reason', async () => {
    for (const [error, reason, detail] of [
      ['invalid_scope', undefined, 'invalid_scope'],
      ['access_denied', 'AADSTS50105: kanarie@kade.example is not assigned', 'AADSTS50105'],
      ['Kanarie', 'Kanarie', 'unknown_error'],
    ] as const) {
      world.entra.refuseWith(error, reason);
      const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
      const page = await world.browser().go(visit.url);
      world.entra.signInAs(undefined);
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(newestLine()).toMatchObject({ detail, idp: 'kade-entra', school: 'de-kade' });
      expect(JSON.stringify(newestLine())).not.toMatch(/kanarie/i);
      expect(await newest()).toMatchObject({ type: 'login.rejected', idp: 'kade-entra', school: 'de-kade' });
    }
  });
});

describe('a form at the address of an IdP that the body parser refuses', () => {
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    request(world.issuer)
      .post('/saml/regenboog-saml/acs')
      .set('Accept', 'text/html')
      .set('Content-Type', type)
      .send(body);

  it.each([
    ['too large', 413, 'SAMLResponse=' + 'A'.repeat(500_000)],
    ['too many fields', 413, Array.from({ length: 30 }, (_, n) => `f${String(n)}=1`).join('&')],
  ])('is in the trail and in the log with the IdP: %s', async (_name, answered, body) => {
    await post(body).expect(answered);
    expect(newestLine()).toMatchObject({ code: 'http.bad_request', idp: 'regenboog-saml' });
    expect(await newest()).toMatchObject({
      type: 'login.rejected',
      reason: 'http.bad_request',
      idp: 'regenboog-saml',
    });
  });

  it('makes no more rows than other things that strangers can cause', async () => {
    const body = Array.from({ length: 30 }, (_, n) => `f${String(n)}=1`).join('&');
    const rows = async () =>
      (await createPostgresLedgerStore(postgres).listAudit({ type: 'login.rejected', limit: 1_000 })).filter(
        ({ reason }) => reason === 'http.bad_request',
      ).length;
    await Promise.all(Array.from({ length: 80 }, () => post(body)));
    expect(await rows()).toBeLessThanOrEqual(2 * 31);
  });
});
