import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressLimits } from '../../src/http/address-limits.ts';
import { largestParameters } from '../../src/downstream/request-limits.ts';
import { mostAnswersPerVisit } from '../../src/session/login-transactions.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { pip, secrets } from '../../testkit/world/world.ts';
import { requestFrom } from './from-address.ts';
import { authorizeUrl, openTarget, type Target } from './target.ts';

/*
 * Floods (CWE-770, CWE-799) from one address, which may be that of a school with thousands of pupils: what is over a limit
 * is refused, what belongs to a login under way is not.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

/** Thousands of requests, on a machine that may be busy. */
const patience = { timeout: 120_000 };
/** Each test floods from an address of its own. */
let addresses = 1;
const anAddress = () => `127.0.0.${String((addresses += 1))}`;

async function many(times: number, act: (index: number) => Promise<{ status: number }>) {
  const statuses = new Map<number, number>();
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < times; index = next++) {
      const { status } = await act(index);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return statuses;
}

async function visitOf(address: string) {
  const { world } = target;
  const browser = world.browser();
  const atSchool = await browser.go(await authorizeUrl(world.reader, { login_hint: 'school:de-regenboog' }));
  const broker = {
    issuer: world.issuer,
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    now: Date.now(),
  };
  const { action, fields } = answerForm(world.regenboog, world.questionAt(atSchool), broker, {
    attributes: pip,
  });
  return { answer: (changes = {}) => requestFrom(address, action, { ...fields, ...changes }) };
}

const junk = { SAMLResponse: Buffer.from('<junk/>').toString('base64') };

describe('answers that belong to no visit', () => {
  it(
    'are refused over their limit, while answers to visits from the same address are judged',
    patience,
    async () => {
      const address = anAddress();
      const { world } = target;
      const acs = `${world.issuer}/saml/regenboog-saml/acs`;
      const callback = `${world.issuer}/oidc/kade-entra/callback`;
      const visits = await Promise.all(Array.from({ length: 5 }, () => visitOf(address)));
      const statuses = await many(addressLimits.unaskedAnswers + 50, (index) =>
        index % 2 === 0
          ? requestFrom(address, acs, { ...junk, RelayState: 'a'.repeat(43) })
          : requestFrom(address, `${callback}?code=x&state=${'b'.repeat(43)}`),
      );
      expect(statuses.get(400)).toBeGreaterThanOrEqual(addressLimits.unaskedAnswers - 20);
      expect(statuses.get(429)).toBeGreaterThanOrEqual(30);
      const refused = await requestFrom(address, acs, junk);
      expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
      for (const { answer } of visits) {
        expect((await answer(junk)).status).toBe(400);
        const good = await answer();
        expect([good.status, good.headers['location']]).toEqual([
          303,
          expect.stringContaining('/arrived?ticket='),
        ]);
      }
      expect((await requestFrom(anAddress(), acs, junk)).status).toBe(400);
    },
  );

  it('include those to a visit that was answered too often', patience, async () => {
    const address = anAddress();
    const { answer } = await visitOf(address);
    const statuses = await many(mostAnswersPerVisit + addressLimits.unaskedAnswers + 20, () => answer(junk));
    expect(statuses.get(429)).toBeGreaterThanOrEqual(10);
  });
});

describe('authorization requests, pushed or not', () => {
  const large = { state: 'a'.repeat(largestParameters.state), nonce: 'b'.repeat(largestParameters.nonce) };
  const basic = Buffer.from(`leesboom-reader:${secrets.TEST_READER_SECRET}`).toString('base64');
  const json = { accept: 'application/json' };
  const push = (address: string, form: Readonly<Record<string, string>>, headers = {}) =>
    requestFrom(address, `${target.world.issuer}/par`, form, { ...json, ...headers });
  const byServer = async (address: string) => {
    const { searchParams } = new URL(await authorizeUrl(target.world.reader, large));
    return push(address, Object.fromEntries(searchParams), { authorization: `Basic ${basic}` });
  };
  const byApp = (address: string) =>
    push(address, {
      client_id: 'leesboom-app',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'example.leesboom.app:/callback',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...large,
    });

  it(
    'are counted by what they make us keep, but for those that the server of a supplier pushes',
    patience,
    async () => {
      const { world } = target;
      const [address, other] = [anAddress(), anAddress()];
      const uri = /urn:[^"]+/.exec((await byServer(other)).text)?.[0] ?? '';
      const pushed = `${world.issuer}/authorize?client_id=leesboom-reader&request_uri=${encodeURIComponent(uri)}`;
      const direct = await authorizeUrl(world.reader, large);
      expect((await byApp(address)).status).toBe(201);

      const fitting = Math.floor(addressLimits.bytes / 5_700);
      const statuses = await many(fitting + 250, (index) =>
        index % 10 === 0 ? byApp(address) : requestFrom(address, index % 2 === 0 ? pushed : direct),
      );
      expect((statuses.get(303) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(fitting - 50);
      expect(statuses.get(429)).toBeGreaterThan(50);

      const refused = await requestFrom(address, direct);
      expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
      expect(refused.text).toContain('Even wachten');
      const app = await byApp(address);
      expect([app.status, app.headers['retry-after']]).toEqual([429, '60']);
      expect(JSON.parse(app.text)).toMatchObject({ error: 'temporarily_unavailable' });
      // the server of a supplier pushes for a whole country from one address
      expect((await byServer(address)).status).toBe(201);
      expect((await requestFrom(other, direct)).status).toBe(303);
    },
  );

  it('count once when a page of a supplier posts them, before they go on', patience, async () => {
    const { world } = target;
    const address = anAddress();
    const fields = Object.fromEntries(new URL(await authorizeUrl(world.reader, large)).searchParams);
    const postAt = (path: string) => requestFrom(address, world.issuer + path, fields);
    const goOn = async () => {
      const { status, headers } = await postAt('/authorize');
      return status === 303 ? requestFrom(address, world.issuer + String(headers['location'])) : { status };
    };
    expect((await goOn()).status).toBe(303);
    const fitting = Math.floor(addressLimits.bytes / 5_700);
    const statuses = await many(fitting + 250, goOn);
    expect(statuses.get(303)).toBeGreaterThan(fitting - 50);
    expect(statuses.get(429)).toBeGreaterThan(50);
    for (const path of ['/authorize', '/logout']) {
      const refused = await postAt(path);
      expect([refused.status, refused.headers['retry-after'], refused.headers['location']]).toEqual([
        429,
        '60',
        undefined,
      ]);
      expect(refused.text).toContain('Even wachten');
    }
  });
});
