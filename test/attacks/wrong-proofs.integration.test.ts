import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressLimits } from '../../src/http/address-limits.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { secrets } from '../../testkit/world/world.ts';
import { requestFrom, type PlainAnswer } from './from-address.ts';
import { openTarget, type Target } from './target.ts';

/*
 * Guessing client secrets and code verifiers (RFC 6749 section 10.10, RFC 9700 section 4.8): it is slowed down, per client
 * and address, and never keeps a client that proves itself waiting, wherever the guesses come from.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const limit = addressLimits.wrongProofs;
let addresses = 100;
const anAddress = () => `127.0.0.${String((addresses += 1))}`;
const basic = (client: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
  accept: 'application/json',
});
const code = {
  grant_type: 'authorization_code',
  code: 'x'.repeat(43),
  redirect_uri: 'https://reader.leesboom.example/callback',
  code_verifier: 'x'.repeat(43),
};
const tokenWith = (address: string, headers: Readonly<Record<string, string>>, form = {}) =>
  requestFrom(address, `${target.world.issuer}/token`, { ...code, ...form }, headers);
const errorOf = ({ text }: PlainAnswer): unknown => JSON.parse(text);

async function guess(address: string, times: number, client = 'leesboom-reader') {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) {
    statuses.push((await tokenWith(address, basic(client, `guess-${String(count)}`))).status);
  }
  return statuses;
}

describe('wrong secrets', () => {
  it(`are answered 429 after ${String(limit)}, with when to come again`, async () => {
    const address = anAddress();
    expect(new Set(await guess(address, limit))).toEqual(new Set([401]));
    const slowed = await tokenWith(address, basic('leesboom-reader', 'guess'));
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '60']);
    expect(errorOf(slowed)).toMatchObject({ error: 'invalid_client' });
    for (const path of ['/introspect', '/revoke', '/par']) {
      const url = `${target.world.issuer}${path}`;
      const answer = await requestFrom(address, url, { token: 'x' }, basic('leesboom-reader', 'guess'));
      expect(answer.status, path).toBe(429);
    }
  });

  it('never keep the right one waiting, from the same address and from the supplier’s own', async () => {
    const [stranger, supplier] = [anAddress(), anAddress()];
    await guess(stranger, limit + 5);
    const right = basic('leesboom-reader', secrets.TEST_READER_SECRET);
    for (const address of [stranger, supplier]) {
      const answer = await tokenWith(address, right);
      expect([answer.status, errorOf(answer)]).toEqual([
        400,
        expect.objectContaining({ error: 'invalid_grant' }),
      ]);
    }
    expect((await tokenWith(supplier, basic('leesboom-reader', 'guess'))).status).toBe(401);
  });

  it('of one client say nothing about another', async () => {
    const address = anAddress();
    await guess(address, limit + 1);
    const other = await tokenWith(address, {}, { client_id: 'rekenrijk-practice', client_secret: 'guess' });
    expect(other.status).toBe(401);
  });

  it('of clients that nobody knows count together', async () => {
    const address = anAddress();
    for (let count = 0; count < limit; count += 1) await guess(address, 1, `nobody-${String(count)}`);
    expect(await guess(address, 1, 'nobody-else')).toEqual([429]);
  });

  it('that come all at once are no way around', async () => {
    const address = anAddress();
    const answers = await Promise.all(
      Array.from({ length: 3 * limit }, () => tokenWith(address, basic('leesboom-reader', 'guess'))),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(limit);
  });
});

describe('wrong code verifiers', () => {
  it('are answered 429 after so many, and the right one still redeems the code', async () => {
    const { world } = target;
    const address = anAddress();
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    const right = basic('leesboom-reader', secrets.TEST_READER_SECRET);
    const form = { code: arrived.url.searchParams.get('code') ?? '' };
    const statuses: number[] = [];
    for (let count = 0; count <= limit; count += 1) {
      const code_verifier = `${String(count).padStart(4, '0')}${'x'.repeat(43)}`;
      statuses.push((await tokenWith(address, right, { ...form, code_verifier })).status);
    }
    expect(statuses.slice(0, limit)).toEqual(Array.from({ length: limit }, () => 400));
    expect(statuses.at(-1)).toBe(429);
    const redeemed = await tokenWith(address, right, { ...form, code_verifier: visit.codeVerifier });
    expect(redeemed.status).toBe(200);
  });
});
