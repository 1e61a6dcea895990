import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { createSupplierService, type SupplierService } from '../../testkit/actors/supplier.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';
import { setAuthentication } from '../../testkit/world/edit-federation.ts';

/** Suppliers replace their secrets and keys without an appointment: two live secrets, and keys published at jwks_uri. */

let world: World;
let jwksServer: Server;
let jwksUri: string;
let published: readonly object[] = [];
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  jwksServer = createServer((_request, response) => {
    response.setHeader('content-type', 'application/jwk-set+json');
    response.end(JSON.stringify({ keys: published }));
  }).listen(0, '127.0.0.12');
  await once(jwksServer, 'listening');
  const address = jwksServer.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  jwksUri = `http://127.0.0.12:${String(address.port)}/keys`;
});
afterAll(async () => {
  jwksServer.close();
  await world.close();
});

function readerWith(secret: string): Promise<SupplierService> {
  return createSupplierService({
    issuer: world.issuer,
    clientId: 'leesboom-reader',
    redirectUri: world.reader.redirectUri,
    scope: 'openid profile',
    metadata: { id_token_signed_response_alg: 'ES256' },
    authentication: client.ClientSecretBasic(secret),
  });
}

async function signIn(service: SupplierService): Promise<unknown> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), service);
  return (await service.receive(visit, arrived.url)).userinfo['given_name'];
}

describe('client secrets', () => {
  it('both work during a rollover, and the old one no longer afterwards', async () => {
    const [old, next] = [secrets.TEST_READER_SECRET, secrets.TEST_PRACTICE_SECRET];
    const authentication = (...names: string[]) => ({
      method: 'client_secret_basic',
      secrets: names.map((env) => ({ env })),
    });
    await expect(signIn(await readerWith(next))).rejects.toMatchObject({ status: 401 });
    await setAuthentication(
      world,
      'leesboom-reader',
      authentication('TEST_READER_SECRET', 'TEST_PRACTICE_SECRET'),
    );
    expect(await signIn(await readerWith(old))).toBe('Pip');
    expect(await signIn(await readerWith(next))).toBe('Pip');
    await setAuthentication(world, 'leesboom-reader', authentication('TEST_PRACTICE_SECRET'));
    expect(await signIn(await readerWith(next))).toBe('Pip');
    await expect(signIn(await readerWith(old))).rejects.toMatchObject({ status: 401 });
  });
});

describe('keys at jwks_uri', () => {
  const newKey = async (kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid } };
  };
  const dashboardWith = ({ kid, privateKey }: { kid: string; privateKey: CryptoKey }) =>
    createSupplierService({
      issuer: world.issuer,
      clientId: 'rekenrijk-dashboard',
      redirectUri: world.dashboard.redirectUri,
      scope: 'openid email',
      metadata: { id_token_signed_response_alg: 'ES256' },
      authentication: client.PrivateKeyJwt({ key: privateKey, kid }),
      usePar: true,
    });
  const teach = async (service: SupplierService) => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), service, 'docent');
    return (await service.receive(visit, arrived.url)).userinfo['email'];
  };

  it('are fetched, and a key that was never published is refused', async () => {
    const [first, stranger] = [await newKey('first'), await newKey('stranger')];
    published = [first.jwk];
    await setAuthentication(world, 'rekenrijk-dashboard', { method: 'private_key_jwt', jwksUri });
    expect(await teach(await dashboardWith(first))).toBe('testa@kade.example');
    await expect(teach(await dashboardWith(stranger))).rejects.toMatchObject({ status: 401 });
    await expect(teach(await dashboardWith({ ...stranger, kid: 'first' }))).rejects.toMatchObject({
      status: 401,
    });
  });

  it('that do not answer are an error of that supplier, and of nobody else', async () => {
    const key = await newKey('unreachable');
    await setAuthentication(world, 'rekenrijk-dashboard', {
      method: 'private_key_jwt',
      jwksUri: jwksUri.replace(/:\d+/, ':1'),
    });
    await expect(teach(await dashboardWith(key))).rejects.toMatchObject({ status: 401 });
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.practice);
    expect((await world.practice.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'P.');
  });
});
