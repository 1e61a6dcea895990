import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../../src/domain/clock.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { assertionKey, type AssertionKey } from '../../../../src/keyring/oidc-keys.ts';
import { shownAssertion } from '../../../../src/upstream/oidc/shown-assertion.ts';
import { startOidcSchool, type OidcSchool } from '../../../../testkit/actors/oidc-school.ts';
import {
  callback,
  idpFor,
  known,
  newHandle,
  pupil,
  signIn,
} from '../../../../testkit/actors/oidc-school-login.ts';
import { createManualClock } from '../../../../testkit/machine/manual-clock.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';
import { publishKeys, type PublishedKeys } from './published-keys.ts';

const newKey = async () => assertionKey(await makeCertifiedKey());

let key: AssertionKey;
let published: PublishedKeys;
let school: OidcSchool;
const others: { stop(): Promise<void> }[] = [];

async function schoolThatReads(keys: PublishedKeys): Promise<OidcSchool> {
  const started = await startOidcSchool({
    shape: 'entra',
    users: [pupil],
    redirectUris: [callback],
    clientKeysAt: keys.address,
  });
  started.signInAs('milan');
  return started;
}

async function another(...keys: readonly [AssertionKey, ...AssertionKey[]]) {
  const own = await publishKeys(...keys);
  const started = await schoolThatReads(own);
  others.push(own, started);
  return { own, started };
}

beforeAll(async () => {
  key = await newKey();
  published = await publishKeys(key);
  school = await schoolThatReads(published);
});
afterEach(() => {
  school.behave();
});
afterAll(() => Promise.all([published, school, ...others].map((one) => one.stop())));

const forIssuer = (shown: AssertionKey) => ({ shown: { key: shown, audience: 'issuer' } }) as const;
const refused = { code: 'oidc.token_refused', details: { detail: 'invalid_client' } } as const;

describe('an assertion that the school does not believe', () => {
  it('because another key signed it', async () => {
    const failure = await expectFailure(signIn(idpFor(school, forIssuer(await newKey()))), refused.code);
    expect(failure).toMatchObject(refused);
  });

  it('because it saw the same one before', async () => {
    const randomness = { ...systemRandomness, uuid: () => 'b0b0b0b0-0000-4000-8000-000000000000' };
    const idp = idpFor(school, { ...forIssuer(key), randomness });
    await signIn(idp);
    expect(await expectFailure(signIn(idp), refused.code)).toMatchObject(refused);
  });

  it('because it is older than a minute', async () => {
    const clock = createManualClock(Date.now() - 80_000);
    const failure = await expectFailure(signIn(idpFor(school, { ...forIssuer(key), clock })), refused.code);
    expect(failure).toMatchObject(refused);
  });

  it('because it was made for another school that has the same client id', async () => {
    const { started } = await another(key);
    const answers = [
      await showsCode(started, await madeFor(school)),
      await showsCode(started, await madeFor(started)),
    ];
    // the right one gets as far as the code, which nobody gave
    expect(answers).toEqual(['invalid_client', 'invalid_grant']);
  });
});

/** An assertion that nobody has seen yet. */
async function madeFor({ issuer, clientId }: OidcSchool): Promise<string> {
  const server = {
    issuer,
    token_endpoint: 'https://login.example/token',
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
  const parts = { key, audience: 'issuer', clock: systemClock, randomness: systemRandomness } as const;
  const metadata = new client.Configuration(server, clientId).serverMetadata();
  const configuration = new client.Configuration(server, clientId, {}, shownAssertion(parts)(metadata));
  const shown: (string | null)[] = [];
  configuration[client.customFetch] = (_url, { body }) => {
    if (body instanceof URLSearchParams) shown.push(body.get('client_assertion'));
    return Promise.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }));
  };
  const asked = client.genericGrantRequest(configuration, 'authorization_code', { code: 'nobody-gave-it' });
  await expect(asked).rejects.toThrow();
  return known(shown[0] ?? undefined);
}

async function showsCode(at: OidcSchool, assertion: string): Promise<unknown> {
  const response = await fetch(`${at.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'nobody-gave-it',
      redirect_uri: callback,
      client_id: at.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  return z.object({ error: z.string() }).parse(await response.json()).error;
}

describe('nobody is sent to a school that cannot take an assertion', () => {
  it.each([
    [{ token_endpoint_auth_methods_supported: ['client_secret_post'] }, 'methods'],
    [{ token_endpoint_auth_methods_supported: undefined }, 'methods'],
    [{ token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS512'] }, 'signing_alg_values'],
    [{ token_endpoint_auth_signing_alg_values_supported: [] }, 'signing_alg_values'],
  ])('since it says %j', async (says, part) => {
    school.rewrite('openid-configuration', (metadata) => ({ ...metadata, ...says }));
    const start = idpFor(school, forIssuer(key)).startLogin({
      handle: newHandle(),
      signInAnew: 'no',
      language: 'nl',
    });
    const { details } = await expectFailure(start, 'oidc.client_assertion_unsupported');
    expect(details).toEqual({ detail: `token_endpoint_auth_${part}_supported` });
  });

  it('and one that takes none is of no concern where a secret is shown', async () => {
    school.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }));
    const start = await idpFor(school).startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl' });
    expect(start.kind).toBe('redirect');
  });
});

describe('a sign-in at a school that takes a key instead of a secret', () => {
  async function lastAssertion() {
    const assertion = known(school.assertions().at(-1));
    const { publicKey } = new X509Certificate(key.certificatePem);
    const { payload } = await jwtVerify(assertion, publicKey);
    return { header: decodeProtectedHeader(assertion), payload };
  }

  it('shows an assertion for this school alone, good for a minute, and names its key in both ways', async () => {
    const clock = createManualClock(Date.now());
    await signIn(idpFor(school, { ...forIssuer(key), clock }));
    const now = Math.floor(clock.now() / 1000);
    const { header, payload } = await lastAssertion();
    expect(header).toEqual({ alg: 'RS256', kid: key.kid, 'x5t#S256': key.certificateThumbprint });
    expect(payload).toEqual({
      iss: school.clientId,
      sub: school.clientId,
      aud: school.issuer,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: now,
      nbf: now,
      exp: now + 60,
    });
  });

  it('names the token endpoint where the record says so', async () => {
    await signIn(idpFor(school, { shown: { key, audience: 'token_endpoint' } }));
    expect((await lastAssertion()).payload.aud).toBe(`${school.issuer}/token`);
  });

  it.each([
    [['PS256', 'ES256'], 'PS256'],
    [['PS256', 'RS256'], 'RS256'],
    [undefined, 'PS256'],
  ])('signs so that a school believes it which takes %j: %s', async (algorithms, used) => {
    school.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      token_endpoint_auth_signing_alg_values_supported: algorithms,
    }));
    await signIn(idpFor(school, forIssuer(key)));
    expect((await lastAssertion()).header.alg).toBe(used);
  });

  it('goes on while the key changes, since both are published', async () => {
    const next = await newKey();
    const { own, started } = await another(key, next);
    await signIn(idpFor(started, forIssuer(key)));
    await signIn(idpFor(started, forIssuer(next)));
    expect(own.reads()).toBe(1);
    const { started: later } = await another(next);
    await signIn(idpFor(later, forIssuer(next)));
    expect(await expectFailure(signIn(idpFor(later, forIssuer(key))), refused.code)).toMatchObject(refused);
  });
});

describe('the keys that are published', () => {
  it('are public, all of them, and may be kept for five minutes', async () => {
    const { own } = await another(key, await newKey());
    const response = await fetch(own.address);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json; charset=utf-8');
    const { keys } = z
      .object({ keys: z.array(z.record(z.string(), z.unknown())) })
      .parse(await response.json());
    expect(keys.map(({ kid }) => kid)).toHaveLength(2);
    for (const one of keys) {
      expect(Object.keys(one).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t#S256']);
    }
  });
});
