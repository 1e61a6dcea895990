import { decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { printableFields } from '../../src/telemetry/log-fields.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

const secretInRecord = /clientSecret:\n\s+env: TEST_ENTRA_SECRET/;
const keyInRecord = 'authentication: { method: private_key_jwt }';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    entraTakesKey: true,
  });
});
afterEach(() => {
  world.entra.behave();
});
afterAll(() => world.close());

/** The newest line of the log about a refusal, as the real logger would write it. */
function newestLine() {
  return printableFields(world.logger.events.findLast(({ level }) => level === 'warn')?.fields ?? {});
}

const publishedKeys = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

describe('a school that takes a key instead of a secret', () => {
  it('lets nobody in by a secret, and the log says what it answered', async () => {
    const { arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    expect(arrived.status).toBe(400);
    expect(newestLine()).toMatchObject({
      code: 'oidc.token_refused',
      detail: 'invalid_client',
    });
  });

  it('reads our key where we publish it, and its pupil gets to the supplier as before', async () => {
    await world.change((federation) => federation.replace(secretInRecord, keyInRecord));
    await world.settled();
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    const { idToken, userinfo } = await world.reader.receive(visit, arrived.url);
    expect(userinfo['sub']).toBe(idToken['sub']);

    const response = await fetch(`${world.issuer}/oidc/jwks`);
    const { keys } = publishedKeys.parse(await response.json());
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(world.entra.assertions().map((one) => decodeProtectedHeader(one).kid)).toEqual([keys[0]?.kid]);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
    const ofTokens = publishedKeys.parse(await (await fetch(`${world.issuer}/jwks`)).json());
    expect(ofTokens.keys.map(({ kid }) => kid)).not.toContain(keys[0]?.kid);
  });

  it('that no longer offers it is not gone to, and the log says what it lacks', async () => {
    world.entra.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }));
    await world.change((federation) => federation.replace('Microsoft 365 De Kade', 'Microsoft 365'));
    await world.settled();
    const asked = world.entra.requests().length;
    const { arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    expect(arrived.status).toBe(400);
    expect(
      world.entra
        .requests()
        .slice(asked)
        .filter((path) => path.includes('/auth')),
    ).toEqual([]);
    expect(newestLine()).toMatchObject({
      code: 'oidc.client_assertion_unsupported',
      detail: 'token_endpoint_auth_methods_supported',
    });
  });
});
