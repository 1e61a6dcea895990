import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { startSecondNode, type SecondNode } from './second-node.ts';
import { startTcpProxy, type TcpProxy } from '../../testkit/machine/tcp-proxy.ts';
import { operatorAgreement } from '../../testkit/federation/schools.ts';
import { during, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { Visit } from '../../testkit/actors/supplier.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';

let world: World;
let proxy: TcpProxy;
let other: SecondNode;
beforeAll(async () => {
  const redisUrl = inject('redisUrl');
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl });
  proxy = await startTcpProxy(Number(new URL(world.databaseUrl).port));
  const databaseUrl = new URL(world.databaseUrl);
  databaseUrl.port = String(proxy.port);
  other = await startSecondNode(world, { databaseUrl: databaseUrl.href, redisUrl });
}, 60_000);
afterAll(async () => {
  await other.stop();
  await proxy.close();
  await world.close();
});

/** What De Regenboog says about the reader; at first it is switched on, with the given name. */
function policySays(members: object): (federation: Lists) => Lists {
  return (federation) => ({
    ...federation,
    policies: (federation['policies'] ?? []).map((policy) =>
      policy['school'] === 'de-regenboog' && policy['service'] === 'leesboom-reader'
        ? { ...policy, ...members }
        : policy,
    ),
  });
}
const withoutClaims = policySays({ claims: [] });
const switchedOff = policySays({ enabled: false });

async function newestRevision(): Promise<number> {
  const [row] = await queryDatabase(
    world.databaseUrl,
    'select max(revision)::int as newest from sluis.register_revision',
  );
  return Number(row?.['newest']);
}

async function expectOtherHasAllWithin(milliseconds: number): Promise<void> {
  const revision = await newestRevision();
  await eventually(async () => expect((await other.register()).revision).toBe(revision), milliseconds);
}

function userinfoAtOther(accessToken: string): Promise<Response> {
  return fetch(`${other.address}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
}

function exchangeAtOther(visit: Visit, callback: URL): Promise<Response> {
  const credentials = Buffer.from(`leesboom-reader:${secrets.TEST_READER_SECRET}`).toString('base64');
  return fetch(`${other.address}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: world.reader.redirectUri,
      code_verifier: visit.codeVerifier,
    }),
  });
}

describe('two nodes on one database', () => {
  it('a change through one acts within a second at the next userinfo and token of logins at the other', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const { access_token: token } = await world.reader.exchange(visit, arrived.url);
    expect(await (await userinfoAtOther(token)).json()).toHaveProperty('given_name');
    const waiting = await world.reader.begin();
    const code = await browser.go(waiting.url);
    await during(world, withoutClaims, () =>
      eventually(async () => {
        expect(await (await userinfoAtOther(token)).json()).not.toHaveProperty('given_name');
      }, 1_000),
    );
    await during(world, switchedOff, async () => {
      await eventually(async () => expect((await userinfoAtOther(token)).ok).toBe(false), 1_000);
      const refused = await exchangeAtOther(waiting, code.url);
      expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    });
  });

  it('an agreement of a board with the operator that ends acts within a second at userinfo and token of the other', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const { access_token: token } = await world.reader.exchange(visit, arrived.url);
    const waiting = await world.reader.begin();
    const code = await browser.go(waiting.url);
    expect((await userinfoAtOther(token)).ok).toBe(true);
    const ended = { ...operatorAgreement, validUntil: '2021-01-01' };
    await during(world, withMembers('boards', 'waterland', { operatorAgreement: ended }), async () => {
      await eventually(async () => expect((await userinfoAtOther(token)).ok).toBe(false), 1_000);
      const refused = await exchangeAtOther(waiting, code.url);
      expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    });
    await eventually(async () => expect((await userinfoAtOther(token)).ok).toBe(true), 1_000);
  });

  it('a node whose listening connection the database ends misses nothing, and hears again', async () => {
    const ended = await queryDatabase(
      world.databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ~* '^(listen|select 1$)' and pid <> pg_backend_pid()`,
    );
    expect(ended.length).toBeGreaterThan(0);
    await during(world, withoutClaims, () => expectOtherHasAllWithin(1_000));
    await expectOtherHasAllWithin(1_000);
  });

  it('while the database is away for one node, that one stands still and says so; then it catches up', async () => {
    await expectOtherHasAllWithin(1_000);
    const before = await other.register();
    await proxy.set('refuse');
    await during(world, withoutClaims, async () => {
      const away = await eventually(async () => {
        const shown = await other.register();
        expect(shown.ageSeconds).toBeGreaterThan(before.ageSeconds + 1);
        return shown;
      });
      expect(away.revision).toBe(before.revision);
      await proxy.set('forward');
      await expectOtherHasAllWithin(5_000);
    });
    await eventually(async () => expect((await other.register()).ageSeconds).toBeLessThan(1));
  });
});
