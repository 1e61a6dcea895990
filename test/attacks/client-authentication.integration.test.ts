import { createPublicKey } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { parse, stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secrets } from '../../testkit/world/world.ts';
import { get, openTarget, post, type Answer, type Target } from './target.ts';

/*
 * Client authentication: RFC 6749 section 2.3 (one method per request), OpenID Connect Core section 9 and RFC 7523
 * section 3 (private_key_jwt), RFC 8725 sections 3.1 and 3.2 (algorithm confusion), RFC 9700 section 2.5.
 */

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let target: Target;
let key: CryptoKey;
let publicPem: string;
let otherKey: CryptoKey;
let jwk: object;
beforeAll(async () => {
  target = await openTarget();
  const [own, other] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  [key, otherKey] = [own.privateKey, other.privateKey];
  publicPem = await exportSPKI(own.publicKey);
  jwk = { ...(await exportJWK(createPublicKey(publicPem))), alg: 'ES256', use: 'sig', kid: 'known' };
  await target.world.change((text) => stringify(withDashboardKey(parse(text), jwk)));
  await target.world.settled();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

function withDashboardKey(
  federation: { services: { id: string; client: object }[] },
  publicKey: object,
  more: object = {},
): object {
  const authentication = { method: 'private_key_jwt', jwks: { keys: [publicKey] }, ...more };
  return {
    ...federation,
    services: federation.services.map((service) =>
      service.id === 'rekenrijk-dashboard'
        ? { ...service, client: { ...service.client, authentication } }
        : service,
    ),
  };
}

const pushed = (fields: Readonly<Record<string, string>>) => ({
  client_id: 'rekenrijk-dashboard',
  response_type: 'code',
  scope: 'openid',
  redirect_uri: 'https://dashboard.rekenrijk.example/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  ...fields,
});

/** A change to `undefined` takes a claim away. */
const claims = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  const all: Readonly<Record<string, unknown>> = {
    iss: 'rekenrijk-dashboard',
    sub: 'rekenrijk-dashboard',
    aud: target.world.issuer,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};
const signed = (
  payload: JWTPayload,
  alg = 'ES256',
  signingKey: CryptoKey | Uint8Array = key,
): Promise<string> => new SignJWT(payload).setProtectedHeader({ alg, kid: 'known' }).sign(signingKey);
const push = (client_assertion: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  post(target.world, '/par', pushed({ client_assertion, client_assertion_type: assertionType, ...more }));

describe('private_key_jwt', () => {
  it('works when everything is right', async () => {
    expect((await push(await signed(claims()))).status).toBe(201);
  });

  const past = Math.floor(Date.now() / 1000) - 3600;
  const faulty: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['that is expired', () => signed(claims({ iat: past, exp: past + 60 }))],
    ['without exp', () => signed(claims({ exp: undefined }))],
    ['without jti', () => signed(claims({ jti: undefined }))],
    ['for another audience', () => signed(claims({ aud: 'https://evil.example' }))],
    ['without audience', () => signed(claims({ aud: undefined }))],
    ['of another issuer', () => signed(claims({ iss: 'leesboom-reader' }))],
    ['not yet valid', () => signed(claims({ nbf: past + 7200 }))],
    ['of another key', () => signed(claims(), 'ES256', otherKey)],
    [
      'HS256 with the public key as secret',
      () => signed(claims(), 'HS256', new TextEncoder().encode(publicPem)),
    ],
    ['HS256 with a secret of our own', () => signed(claims(), 'HS256', new Uint8Array(32))],
    ['alg none', () => new UnsecuredJWT(claims()).encode()],
    ['that is empty', () => ''],
  ];
  it.each(faulty)('%s is refused', async (_name, make) => {
    const assertion = await make();
    const answer = await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
    expect(answer.status).toBe(401);
  });

  it('that is no JWT, or is about another client, is no request at all', async () => {
    await target.refusedAsOAuth(() => push('no.jwt'), 'invalid_request');
    const about = await signed(claims({ sub: 'leesboom-reader' }));
    await target.refusedAsOAuth(() => push(about), 'invalid_request');
  });

  const audiences = (): readonly (readonly [string, unknown])[] => {
    const { issuer } = target.world;
    return [
      ['the token endpoint', `${issuer}/token`],
      ['the endpoint that is called', `${issuer}/par`],
      ['the issuer and the token endpoint', [issuer, `${issuer}/token`]],
      ['the issuer and somebody else', [issuer, 'https://evil.example']],
      ['the token endpoint alone, in a list', [`${issuer}/token`]],
    ];
  };

  it('of a service that is registered so names the issuer and nobody else', async () => {
    for (const aud of [target.world.issuer, [target.world.issuer]]) {
      expect((await push(await signed(claims({ aud })))).status).toBe(201);
    }
    for (const [name, aud] of audiences()) {
      const assertion = await signed(claims({ aud }));
      const { text } = await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
      expect(JSON.parse(text), name).toMatchObject({
        error_description: 'aud of the client assertion has to be the issuer alone',
      });
    }
    for (const aud of [[], [`${target.world.issuer}/`], `${target.world.issuer}.evil.example`]) {
      const assertion = await signed(claims({ aud }));
      await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
    }
    // whoever has no key of the service is not told what it is to be
    const guessed = await signed(claims({ aud: `${target.world.issuer}/token` }), 'ES256', otherKey);
    expect((await push(guessed)).text).not.toContain('issuer');
  });

  it('of a service to which the operator gave more may name the endpoints too, and not somebody else', async () => {
    const { world } = target;
    const more = { assertionAudience: 'issuer_or_endpoint' };
    await world.change((text) => stringify(withDashboardKey(parse(text), jwk, more)));
    await world.settled();
    for (const [name, aud] of [...audiences(), ['the issuer', world.issuer] as const]) {
      expect((await push(await signed(claims({ aud })))).status, name).toBe(201);
    }
    for (const aud of ['https://evil.example', ['https://evil.example'], `${world.issuer}/userinfo`]) {
      const assertion = await signed(claims({ aud }));
      await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
    }
    await world.change((text) => stringify(withDashboardKey(parse(text), jwk)));
    await world.settled();
  });

  it.each(['ES256', 'RS256', 'PS256', 'EdDSA'])('may be signed as discovery says: %s', async (alg) => {
    const { world } = target;
    const discovered = await get(world, '/.well-known/openid-configuration');
    expect(JSON.parse(discovered.text).token_endpoint_auth_signing_alg_values_supported).toContain(alg);
    const pair = await generateKeyPair(alg, { extractable: true });
    const published = { ...(await exportJWK(pair.publicKey)), alg, use: 'sig', kid: 'known' };
    await world.change((text) => stringify(withDashboardKey(parse(text), published)));
    await world.settled();
    expect((await push(await signed(claims(), alg, pair.privateKey))).status).toBe(201);
    await world.change((text) => stringify(withDashboardKey(parse(text), jwk)));
    await world.settled();
  });

  it('is used once', async () => {
    const assertion = await signed(claims());
    expect((await push(assertion)).status).toBe(201);
    await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
  });

  it('is used once of 8 at the same moment', async () => {
    const assertion = await signed(claims());
    const answers = await Promise.all(Array.from({ length: 8 }, () => push(assertion)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    // 429: so many failed before in this minute (see wrong-proofs)
    expect(answers.filter(({ status }) => status === 401 || status === 429)).toHaveLength(7);
  });

  it('is used once at all endpoints together', async () => {
    const assertion = await signed(claims());
    const proof = { client_assertion: assertion, client_assertion_type: assertionType };
    expect((await post(target.world, '/introspect', { token: 'x', ...proof })).status).toBe(200);
    for (const path of ['/introspect', '/revoke', '/token']) {
      const again = () =>
        post(target.world, path, { token: 'x', grant_type: 'authorization_code', ...proof });
      await target.refusedAsOAuth(again, 'invalid_client');
    }
    await target.refusedAsOAuth(() => push(assertion), 'invalid_client');
  });

  it('is not replaced by a secret, and not joined by one', async () => {
    await target.refusedAsOAuth(
      () => post(target.world, '/par', pushed({}), ['rekenrijk-dashboard', 'guess']),
      'invalid_client',
    );
    const assertion = await signed(claims());
    await target.refusedAsOAuth(() => push(assertion, { client_id: 'leesboom-reader' }), 'invalid_request');
    const both = await signed(claims());
    await target.refusedAsOAuth(() => push(both, { client_secret: 'guess' }), 'invalid_request');
  });
});

describe('a client secret', () => {
  const fields = {
    grant_type: 'authorization_code',
    code: 'x'.repeat(43),
    redirect_uri: 'https://reader.leesboom.example/callback',
    code_verifier: 'x'.repeat(43),
  };
  const reader = 'leesboom-reader';
  const right = secrets.TEST_READER_SECRET;

  it.each([
    ['wrong', 'guess'],
    ['empty', ''],
    ['a prefix', right.slice(0, -1)],
    ['with a sign more', `${right}0`],
    ["another client's", secrets.TEST_PRACTICE_SECRET],
  ])('that is %s is refused', async (_name, secret) => {
    const error = secret === '' ? 'invalid_request' : 'invalid_client';
    await target.refusedAsOAuth(() => post(target.world, '/token', fields, [reader, secret]), error);
  });

  it.each([
    ['client_secret_basic', reader, right],
    ['client_secret_post', 'rekenrijk-practice', secrets.TEST_PRACTICE_SECRET],
  ])(
    'of a client that is registered for %s is taken by no other method, at no endpoint',
    async (method, id, secret) => {
      const inForm = { client_id: id, client_secret: secret };
      for (const [path, form] of [
        ['/token', fields],
        ['/par', { response_type: 'code', scope: 'openid', redirect_uri: 'https://x.example/' }],
        ['/introspect', { token: 'x' }],
        ['/revoke', { token: 'x' }],
      ] as const) {
        const wrongWay = () =>
          method === 'client_secret_basic'
            ? post(target.world, path, { ...form, ...inForm })
            : post(target.world, path, form, [id, secret]);
        const { status, text } = await target.refusedAsOAuth(wrongWay, 'invalid_client');
        expect(status, path).toBe(401);
        expect(JSON.parse(text)).toMatchObject({
          error_description: `this client is registered for ${method}`,
        });
      }
      // nobody without the secret is told
      const guess =
        method === 'client_secret_basic'
          ? post(target.world, '/token', { ...fields, ...inForm, client_secret: 'x' })
          : post(target.world, '/token', fields, [id, 'x']);
      expect((await guess).text).not.toContain('registered');
    },
  );

  it('says nothing for a native app, which has none', async () => {
    const [path, form] = ['/introspect', { token: 'x' }] as const;
    await target.refusedAsOAuth(
      () => post(target.world, path, form, ['leesboom-app', 'guess']),
      'invalid_client',
    );
    await target.refusedAsOAuth(
      () => post(target.world, path, { ...form, client_id: 'leesboom-app', client_secret: 'guess' }),
      'invalid_client',
    );
  });

  it('in header and body at once is refused (RFC 6749 section 2.3)', async () => {
    const both = { ...fields, client_id: reader, client_secret: right };
    await target.refusedAsOAuth(() => post(target.world, '/token', both, [reader, right]), 'invalid_request');
  });

  it('of one client does not speak for another that is named in the body', async () => {
    await target.refusedAsOAuth(
      () => post(target.world, '/token', { ...fields, client_id: 'rekenrijk-practice' }, [reader, right]),
      'invalid_request',
    );
  });

  it('is not optional: a confidential client without one is refused', async () => {
    await target.refusedAsOAuth(
      () => post(target.world, '/token', { ...fields, client_id: reader }),
      'invalid_client',
    );
    await target.refusedAsOAuth(() => post(target.world, '/token', fields), 'invalid_request');
    await target.refusedAsOAuth(
      () => post(target.world, '/token', fields, ['nobody', 'guess']),
      'invalid_client',
    );
  });

  it('does not open the grant of API clients', async () => {
    const asked = { grant_type: 'client_credentials', scope: 'openid register:read' };
    await target.refusedAsOAuth(
      () => post(target.world, '/token', asked, [reader, right]),
      'invalid_request',
    );
  });

  it('opens no other grant', async () => {
    for (const grant_type of [
      'password',
      'refresh_token',
      'implicit',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:token-exchange',
      'urn:openid:params:grant-type:ciba',
    ]) {
      const all = { grant_type, username: 'vera', password: 'vera', scope: 'openid' };
      await target.refusedAsOAuth(
        () => post(target.world, '/token', all, [reader, right]),
        'unsupported_grant_type',
      );
    }
  });
});
