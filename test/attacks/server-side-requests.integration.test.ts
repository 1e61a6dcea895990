import { generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openApiClient, type ApiCalls } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { editRecord, setAuthentication } from '../../testkit/world/edit-federation.ts';
import { notCalled, notPublic } from '../../testkit/values/addresses.ts';
import { listenOn, type Listener } from '../../testkit/machine/listener.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { createSupplierService, type SupplierService } from '../../testkit/actors/supplier.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';

/*
 * Server-side request forgery (OWASP A10:2021, CWE-918): somebody writes an address, and the broker, which stands inside
 * a network, connects to it for them. `jwksUri` is written by a supplier's client; a discovery document by a school.
 * What a refused address is told must not depend on what is there (CWE-204), and a name is resolved once (CWE-350).
 */

const inside = '127.0.0.21';
let world: World;
let trap: Listener;
/** Where the names of this world lead; changed by the tests. */
let names: Record<string, readonly string[]> = {};
let key: { readonly kid: string; readonly privateKey: CryptoKey };

beforeAll(async () => {
  trap = await listenOn(inside, (_request, response) => response.end(JSON.stringify({ keys: [] })));
  world = await openWorld({
    postgresUrl: inject('postgres15Url'),
    redisUrl: inject('redisUrl'),
    // the operator lets the school be reached, and for one supplier a port: neither is a way to anything else
    destinations: ({ hostname, port }) =>
      `${hostname}:${port}=127.0.0.0/8,keys.rekenrijk.example:${String(trap.port)}`,
    network: {
      resolve: (host) => {
        const addresses = names[host];
        return addresses === undefined ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(addresses);
      },
      ownAddresses: () => [],
    },
  });
  const { privateKey } = await generateKeyPair('ES256');
  key = { kid: 'any', privateKey };
  await admitApiClients(world);
});
beforeEach(() => {
  names = { localhost: ['127.0.0.1'] };
});
afterAll(async () => {
  await world.close();
  await trap.close();
});

function dashboard(): Promise<SupplierService> {
  return createSupplierService({
    issuer: world.issuer,
    clientId: 'rekenrijk-dashboard',
    redirectUri: world.dashboard.redirectUri,
    scope: 'openid email',
    metadata: { id_token_signed_response_alg: 'ES256' },
    authentication: client.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
    usePar: true,
  });
}

/** What a supplier is told whose keys are asked for: status and words. */
async function askedForKeys(): Promise<unknown> {
  const asking = (await dashboard()).begin();
  const failure: unknown = await asking.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  );
  if (!(failure instanceof client.ResponseBodyError)) return failure;
  return [failure.status, failure.error, failure.error_description];
}

async function lastRejection(): Promise<unknown> {
  const sql = `select reason, idp from sluis.audit_event where type = 'login.rejected' order by number desc limit 1`;
  return (await queryDatabase(world.databaseUrl, sql))[0];
}

describe('a supplier’s API client that writes jwksUri', () => {
  let client: ApiCalls;
  let service: { readonly record: Record<string, unknown>; readonly etag: string };
  const path = '/services/rekenrijk-dashboard';
  const withKeysAt = (jwksUri: string): object => ({
    ...service.record,
    client: {
      ...Object(service.record['client']),
      authentication: { method: 'private_key_jwt', jwksUri },
    },
  });
  beforeAll(async () => {
    client = await openApiClient(world, 'rekenrijk-client');
    service = await client.read(path);
  });

  it.each([...notPublic, ...notCalled])('is refused at the door: %s', async (jwksUri) => {
    const { status, body } = await client.put(path, withKeysAt(jwksUri), { 'If-Match': service.etag });
    expect(status).toBe(422);
    expect(body.faults).toEqual([
      expect.objectContaining({ path: expect.arrayContaining(['client', 'authentication', 'jwksUri']) }),
    ]);
  });

  it('is told the place, the reason and what to do', async () => {
    const wish = withKeysAt('https://10.0.0.1/jwks');
    const { body } = await client.put(path, wish, { 'If-Match': service.etag });
    expect(body.faults).toEqual([
      expect.objectContaining({
        path: ['client', 'authentication', 'jwksUri'],
        problem: 'the broker calls this address, and it is not on the public internet',
        remedy: expect.stringContaining('ask the operator'),
      }),
    ]);
  });

  it('may name a public address, and one on a port that the operator opened', async () => {
    const wish = withKeysAt(`https://keys.rekenrijk.example:${String(trap.port)}/jwks`);
    const version = Number(service.etag.replaceAll('"', ''));
    const changes = [{ kind: 'service', id: 'rekenrijk-dashboard', version, record: wish }];
    const { body } = await client.post('/changes', { changes, dryRun: true }).expect(200);
    expect(body).toMatchObject({ outcome: 'valid' });
  });
});

describe('a name that leads inside when the keys are asked for', () => {
  it.each([
    ['alone', [inside]],
    ['among public addresses', ['8.8.8.8', inside]],
    ['mapped into IPv6', [`::ffff:${inside}`]],
    ['to where a cloud answers', ['169.254.169.254']],
  ])('%s: nobody is connected to', async (how, addresses) => {
    await setAuthentication(world, 'rekenrijk-dashboard', {
      method: 'private_key_jwt',
      jwksUri: `https://keys.rekenrijk.example:${String(trap.port)}/${encodeURIComponent(how)}`,
    });
    names['keys.rekenrijk.example'] = addresses;
    const before = world.logger.events.length;
    expect(await askedForKeys()).toEqual([401, 'invalid_client', 'client authentication failed']);
    expect(trap.connections()).toBe(0);
    expect(world.logger.events.slice(before).map(({ event }) => event)).toContain('outgoing.address_refused');
    expect(JSON.stringify(world.logger.events.slice(before))).not.toMatch(/keys\.rekenrijk|127\.0\.0\.21/);
  });

  it('is told the same, and as quickly, of a port where somebody listens and of one where nobody does', async () => {
    const seen: unknown[] = [];
    for (const jwksUri of [`https://${inside}:${String(trap.port)}/`, `https://${inside}:1/`]) {
      await setAuthentication(world, 'rekenrijk-dashboard', { method: 'private_key_jwt', jwksUri });
      const began = performance.now();
      seen.push(await askedForKeys());
      expect(performance.now() - began).toBeLessThan(2_000);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(trap.connections()).toBe(0);
  });
});

describe('a school’s discovery document', () => {
  let changes = 0;
  /** A changed record is looked up anew. */
  const lookedUpAnew = () =>
    editRecord(world, 'idps', 'kade-entra', (idp) => ({ ...idp, name: `Kade ${String((changes += 1))}` }));

  it.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint'])(
    'that names an address inside as %s is refused before anything is sent there',
    async (member) => {
      await lookedUpAnew();
      world.entra.rewrite('openid-configuration', (document) => ({
        ...document,
        [member]: `http://${inside}:${String(trap.port)}/`,
      }));
      try {
        const { arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
        expect([arrived.url.origin, arrived.status]).toEqual([world.issuer, 503]);
        expect(arrived.body).not.toContain(inside);
        await eventually(async () => {
          expect(await lastRejection()).toMatchObject({ reason: 'outgoing.address_refused' });
        }, 2_000);
        expect(trap.connections()).toBe(0);
      } finally {
        world.entra.behave();
      }
    },
  );

  it('that names what the operator allows is believed', async () => {
    await lookedUpAnew();
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Vera');
  });
});
