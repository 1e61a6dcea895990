import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createWebServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import type { Endpoint } from '../../testkit/actors/oidc-school-misconduct.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { startTcpProxy } from '../../testkit/machine/tcp-proxy.ts';

/*
 * Only OpenID Connect has a back channel to a school's IdP. With SAML an IdP that is away is a page that does not come
 * at the school's own address; the broker learns nothing of it, and the login that waits is gone after a quarter of an hour.
 */

/** The broker waits five seconds for each answer of an IdP; the rest is a busy machine. */
const boundMs = 10_000;

let world: World;
let properIssuer: string;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  properIssuer = world.entra.issuer;
});
afterAll(() => world.close());

let changes = 0;
/** A changed IdP is looked up anew: what the broker knows of it from before does not count. */
async function lookedUpAt(issuer: string): Promise<void> {
  changes += 1;
  await world.change((text) =>
    text
      .replace(/name: Microsoft 365 De Kade.*/, `name: Microsoft 365 De Kade ${String(changes)}`)
      .replace(/issuer: http.*/, `issuer: ${issuer}`),
  );
  await world.settled();
}

afterEach(async () => {
  world.entra.behave();
  await lookedUpAt(properIssuer);
  const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
  const { userinfo } = await world.reader.receive(visit, arrived.url);
  expect(userinfo, 'the next login works, without a restart').toHaveProperty('given_name', 'Vera');
});

/** Somebody tries at the broken school while others sign in elsewhere, who must not notice. */
async function tryWhileOthersSignIn(): Promise<Arrived> {
  const start = performance.now();
  let over = false;
  const trying = signInAtKade(world, world.browser(), world.reader, 'vera').finally(() => {
    over = true;
  });
  const others = signInAtRegenboog(world, world.browser(), world.reader).then(async ({ visit, arrived }) => {
    await world.reader.receive(visit, arrived.url);
    return { over, tookMs: performance.now() - start };
  });
  const [{ arrived }, other] = await Promise.all([trying, others]);
  expect(performance.now() - start).toBeLessThan(boundMs);
  expect(other.tookMs).toBeLessThan(4_000);
  return arrived;
}

async function lastAudit(): Promise<unknown> {
  const [row] = await queryDatabase(
    world.databaseUrl,
    `select type, reason, idp from sluis.audit_event where type = 'login.rejected' order by number desc limit 1`,
  );
  return row;
}

/** What a helpdesk finds by the error id on a page. */
async function codeOf(page: string): Promise<unknown> {
  const id = /\b[A-HJ-NP-Z2-9]{10}\b/.exec(page)?.[0] ?? '';
  const [row] = await queryDatabase(
    world.databaseUrl,
    `select code from sluis.shown_error where id = '${id}'`,
  );
  return row;
}

async function expectUnreachable(arrived: Arrived): Promise<void> {
  expect(arrived.url.origin).toBe(world.issuer);
  expect(arrived.status).toBe(503);
  expect(arrived.body).toContain('We kunnen je school nu niet bereiken');
  expect(Number(arrived.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(arrived.body).not.toMatch(/ECONN|certificate|127\.0\.0\.1/);
  expect(await lastAudit()).toMatchObject({ type: 'login.rejected', reason: 'login.idp_unreachable' });
  await eventually(async () => {
    expect(await codeOf(arrived.body)).toEqual({ code: 'login.idp_unreachable' });
  });
}

describe('an IdP that is up and does not work', () => {
  const endpoints: readonly Endpoint[] = ['openid-configuration', 'jwks', 'token'];

  it.each(endpoints)('never answers at %s', async (endpoint) => {
    await lookedUpAt(properIssuer);
    world.entra.break(endpoint, 'hang');
    await expectUnreachable(await tryWhileOthersSignIn());
  });

  it('sends a byte now and then', async () => {
    world.entra.break('token', 'trickle');
    await expectUnreachable(await tryWhileOthersSignIn());
  });

  it.each(endpoints)('answers 500 at %s', async (endpoint) => {
    await lookedUpAt(properIssuer);
    world.entra.break(endpoint, 500);
    await expectUnreachable(await tryWhileOthersSignIn());
  });

  it.each(endpoints)('never stops talking at %s', async (endpoint) => {
    await lookedUpAt(properIssuer);
    world.entra.break(endpoint, 'flood');
    const arrived = await tryWhileOthersSignIn();
    expect([arrived.url.origin, arrived.status]).toEqual([world.issuer, 400]);
  });
});

describe('an IdP that cannot be reached', () => {
  const path = '/11111111-2222-4333-8444-555555555555/v2.0';

  it.each(['refuse', 'reset', 'blackhole'] as const)('by TCP: %s', async (mode) => {
    const proxy = await startTcpProxy(await freePort());
    await proxy.set(mode);
    try {
      await lookedUpAt(`http://127.0.0.1:${String(proxy.port)}${path}`);
      await expectUnreachable(await tryWhileOthersSignIn());
    } finally {
      await proxy.close();
    }
  });

  it('by TLS: it never shakes hands', async () => {
    const proxy = await startTcpProxy(await freePort());
    await proxy.set('blackhole');
    try {
      await lookedUpAt(`https://127.0.0.1:${String(proxy.port)}${path}`);
      await expectUnreachable(await tryWhileOthersSignIn());
    } finally {
      await proxy.close();
    }
  });

  it('by TLS: it speaks plain HTTP', async () => {
    await expectUnreachable(await tryAt(createWebServer((_request, response) => response.end('{}'))));
  });

  it('by TLS: nobody vouches for its certificate', async () => {
    const { privateKeyPem: key, certificatePem: cert } = await makeCertifiedKey();
    const server = createTlsServer({ key, cert }, (_request, response) => response.end('{}'));
    await expectUnreachable(await tryAt(server));
  });

  it('by TLS: its certificate is over', async () => {
    const { privateKeyPem: key, certificatePem: cert } = await makeCertifiedKey({
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2021-01-01'),
    });
    const server = createTlsServer({ key, cert }, (_request, response) => response.end('{}'));
    await expectUnreachable(await tryAt(server));
  });

  async function tryAt(server: Server): Promise<Arrived> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a server without a port');
    try {
      await lookedUpAt(`https://127.0.0.1:${String(address.port)}${path}`);
      return await tryWhileOthersSignIn();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }
});
