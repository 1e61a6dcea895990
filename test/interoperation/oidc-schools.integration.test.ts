import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createBrowser, type Arrived } from '../../testkit/actors/browser.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import { editRecord } from '../../testkit/world/edit-federation.ts';

/** Schools with Microsoft Entra ID and Google Workspace, as whole logins: what they send, change, forget, or get wrong. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

function expectRefused(arrived: Arrived, status: number): void {
  expect(arrived.status).toBe(status);
  expect(arrived.body).toMatch(/\b[A-HJ-NP-Z2-9]{10}\b/);
  expect(arrived.url.origin).toBe(world.issuer);
}

/** In the id_token, and at userinfo, which is asked for what the id_token does not hold. */
function say(school: OidcSchool, claims: Readonly<Record<string, unknown>>): void {
  school.sayInIdToken(claims);
  school.rewrite('me', (body) => ({ ...body, ...claims }));
}

describe('a school with Entra ID', () => {
  afterEach(() => {
    world.entra.behave();
  });
  const signIn = async () => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera');
    return { arrived, receive: () => world.reader.receive(visit, arrived.url) };
  };

  it('keeps the pseudonym of a pupil when its keys are replaced', async () => {
    const before = await (await signIn()).receive();
    await world.entra.rotateKeys();
    // a new key within a minute of the last look costs one person one attempt: keys are not fetched at anybody's word
    expectRefused((await signIn()).arrived, 400);
    const after = await (await signIn()).receive();
    expect(after.idToken['sub']).toBe(before.idToken['sub']);
    expect(after.userinfo).toHaveProperty('given_name', 'Vera');
  });

  it('keeps it too when sub changes, since tid and oid identify', async () => {
    const before = await (await signIn()).receive();
    world.entra.sayInIdToken({ sub: 'another-subject' });
    expect((await (await signIn()).receive()).idToken['sub']).toBe(before.idToken['sub']);
  });

  it('that sends no first name signs in without one', async () => {
    say(world.entra, { given_name: undefined });
    expect(Object.keys((await (await signIn()).receive()).userinfo)).toEqual(['sub']);
  });

  it.each([
    ['without oid', { oid: undefined }, 403],
    ['without groups', { groups: undefined }, 403],
    ['with groups that say nothing', { groups: ['aaaaaaaa-0000-4000-8000-00000000ffff'] }, 403],
    ['of another tenant', { tid: '99999999-2222-4333-8444-555555555555' }, 400],
    ['without tid', { tid: undefined }, 400],
    ['for another application', { aud: 'somebody-else' }, 400],
    ['of the issuer "common"', { iss: 'https://login.microsoftonline.com/common/v2.0' }, 400],
    ['that is an hour old', { exp: Math.floor(Date.now() / 1000) - 3600 }, 400],
  ] as const)('%s is refused', async (_name, claims, status) => {
    say(world.entra, claims);
    expectRefused((await signIn()).arrived, status);
  });

  it('that is away is a page that says so, and works again afterwards', async () => {
    world.entra.break('token', 503);
    const { arrived } = await signIn();
    expect(arrived.status).toBeGreaterThanOrEqual(400);
    expect(arrived.url.searchParams.has('error')).toBe(false);
    world.entra.behave();
    await (await signIn()).receive();
  });
});

describe('a school with Google Workspace', () => {
  let google: OidcSchool;
  const domain = 'kade.example';
  beforeAll(async () => {
    google = await startOidcSchool({
      shape: 'google',
      host: '127.0.0.11',
      users: [
        {
          login: 'sem',
          subject: '100000000000000000007',
          claims: { hd: domain, email: 'sem@kade.example', given_name: 'Sem', role: 'pupil' },
        },
      ],
      redirectUris: [`${world.issuer}/oidc/kade-entra/callback`],
    });
    await editRecord(world, 'idps', 'kade-entra', (idp) => ({
      ...idp,
      protocol: {
        kind: 'oidc',
        issuer: google.issuer,
        clientId: google.clientId,
        clientSecret: { env: 'TEST_ENTRA_SECRET' },
        scopes: ['openid', 'profile'],
        hostedDomain: domain,
      },
      identifier: { namespace: 'google-kade', attributes: ['sub'] },
      affiliation: { attribute: 'role', values: { pupil: 'pupil' } },
    }));
  });
  beforeEach(() => {
    google.behave();
    google.signInAs('sem');
  });
  afterAll(() => google.stop());

  const signIn = async () => {
    const browser = createBrowser(({ origin }) => origin === world.issuer || origin === google.origin);
    const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
    const arrived = await browser.go(visit.url);
    return { arrived, receive: () => world.reader.receive(visit, arrived.url) };
  };

  it('signs a pupil in, the same one after a rollover of keys', async () => {
    const first = await (await signIn()).receive();
    expect(first.userinfo).toEqual({ sub: first.idToken['sub'], given_name: 'Sem' });
    await google.rotateKeys();
    expectRefused((await signIn()).arrived, 400);
    expect((await (await signIn()).receive()).idToken['sub']).toBe(first.idToken['sub']);
  });

  it.each([
    ['of a private account without hd', { hd: undefined }, 400],
    ['of another domain', { hd: 'evil.example' }, 400],
    ['of a sub-domain', { hd: 'x.kade.example' }, 400],
    ['with the domain in the e-mail address only', { hd: undefined, email: 'x@kade.example' }, 400],
    ['without a role', { role: undefined }, 403],
  ] as const)('%s is refused', async (_name, claims, status) => {
    say(google, claims);
    expectRefused((await signIn()).arrived, status);
  });
});
