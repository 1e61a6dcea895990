import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dependsOnPerson, refusalReasons, type RefusalReason } from '../../src/domain/release.ts';
import { firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import type { Visit } from '../../testkit/actors/supplier.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { during, withMembers, withRecord, type Lists } from '../../testkit/world/change-federation.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, secrets, type World } from '../../testkit/world/world.ts';
import { openOffice, type Office } from './objecting.ts';

/*
 * What a supplier is told of a refusal must not tell pupils apart: an objection, a year or a class reads as an agreement that
 * has expired, in every way by which a refusal gets to a supplier, to the byte. The time that an answer takes is not measured.
 */

let world: World;
let office: Office;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  office = await openOffice(world);
});
afterAll(async () => {
  await office.close();
  await world.close();
});

const [past, future] = ['2026-01-01', '2090-01-01'];
const service = 'leesboom-reader';
const nameId = nameIdOf('pupil-alike');
const whole: AnswerWishes = { nameId, attributes: [...pip, ['school_year', ['5']]] };
/** What the school says, where that alone is why the gate is closed. */
const answers: Partial<Record<RefusalReason, AnswerWishes>> = {
  year_not_supplied: { nameId, attributes: pip },
  group_not_supplied: { nameId, attributes: pip.filter(([name]) => name !== 'nlEduPersonUnit') },
};
let answer = whole;

type Closing = (story: () => Promise<void>) => Promise<void>;
const edited =
  (edit: (federation: Lists) => Lists): Closing =>
  (story) =>
    during(world, edit, story);
/** An annex that does not allow a claim does not let a policy switch it on either. */
const withoutClaims = (federation: Lists): Lists => ({
  ...federation,
  policies: (federation['policies'] ?? []).map((policy) =>
    policy['service'] === service ? { ...policy, claims: [] } : policy,
  ),
});
const agreement = (members: object) =>
  edited((federation) => withMembers('agreements', 'waterland-leesboom', members)(withoutClaims(federation)));
const rule = (members: object) =>
  edited(withRecord('access', { school: 'de-regenboog', service, ...members }));
const covering = (covered: string, affiliation: string) =>
  agreement({ services: [{ service: covered, affiliations: [affiliation] }], annex: [] });

/** How each gate closes. `register_unconfirmed` is left out: it closes all of a node at once. */
const gates: Readonly<Record<Exclude<RefusalReason, 'register_unconfirmed'>, Closing>> = {
  school_closed: edited(withMembers('schools', 'de-regenboog', { closed: { on: past } })),
  operator_agreement_not_in_force: edited(withMembers('boards', 'waterland', { operatorAgreement: 'none' })),
  idp_not_in_force: edited(withMembers('idps', 'regenboog-saml', { disabled: true })),
  service_blocked: edited(withMembers('services', service, { blocked: true })),
  no_agreement: edited((federation) => ({
    ...withoutClaims(federation),
    agreements: (federation['agreements'] ?? []).filter(({ id }) => id !== 'waterland-leesboom'),
  })),
  agreement_not_active: agreement({ status: 'suspended' }),
  agreement_not_yet_valid: agreement({ validFrom: future, validUntil: future }),
  agreement_expired: agreement({ validFrom: past, validUntil: past }),
  service_not_covered: covering('leesboom-app', 'pupil'),
  affiliation_not_covered: covering(service, 'teacher'),
  affiliation_not_in_audience: edited(withMembers('services', service, { audience: ['teacher'] })),
  service_not_enabled: edited((federation) => ({
    ...federation,
    policies: (federation['policies'] ?? []).map((policy) =>
      policy['school'] === 'de-regenboog' && policy['service'] === service
        ? { ...policy, enabled: false }
        : policy,
    ),
  })),
  async objection(story) {
    const id = await office.object('de-regenboog', { values: { nameid: 'pupil-alike' } }, { service });
    await story();
    await office.withdraw(id);
  },
  affiliation_not_in_access: rule({ affiliations: ['teacher'] }),
  year_not_in_access: rule({ years: ['4'] }),
  year_not_supplied: rule({ years: ['5'] }),
  group_not_in_access: rule({ groups: ['groep-6'] }),
  group_not_supplied: rule({ groups: ['groep-5'] }),
  licence_not_yet_valid: rule({ licence: { from: future, until: future } }),
  licence_expired: rule({ licence: { from: past, until: past } }),
};
/** A session keeps a year only where a rule asks for it. */
const opened: Partial<Record<RefusalReason, Closing>> = { year_not_in_access: rule({ years: ['5'] }) };
const reasons = refusalReasons.filter((reason) => reason !== 'register_unconfirmed');

/** What the supplier has from when the gate was open. */
interface Before {
  readonly browser: Browser;
  readonly accessToken: string;
  readonly waiting: { readonly visit: Visit; readonly code: string };
}

async function signInBefore(): Promise<Before> {
  const browser = world.browser();
  const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, answer);
  const { access_token: accessToken } = await world.reader.exchange(visit, arrived.url);
  const again = await world.reader.begin();
  const code = (await browser.go(again.url)).url.searchParams.get('code') ?? '';
  return { browser, accessToken, waiting: { visit: again, code } };
}

/** Everything that a supplier is told of the refusal, by the way on which it is told. */
async function toldOf({ browser, accessToken, waiting }: Before): Promise<Readonly<Record<string, string>>> {
  const userinfo = await fetch(`${world.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const silent = await world.reader.begin({ prompt: 'none' });
  const silentForm = await world.reader.begin({ prompt: 'none', response_mode: 'form_post' });
  const running = await world.reader.begin();
  return {
    '/token': await bytesOf(await redeem(waiting)),
    '/userinfo': await bytesOf(userinfo),
    'callback with prompt=none': callbackOf(silent, (await browser.go(silent.url)).url.href),
    'form with prompt=none': formOf(silentForm, await browser.go(silentForm.url)),
    'callback out of a running session': await backFrom(browser, running, await browser.go(running.url)),
    'callback after a sign-in': await afterSignIn({}),
    'form after a sign-in': await afterSignIn({ response_mode: 'form_post' }),
  };
}

function redeem({ visit, code }: Before['waiting']): Promise<Response> {
  const basic = Buffer.from(`${service}:${secrets.TEST_READER_SECRET}`).toString('base64');
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: world.reader.redirectUri,
    code_verifier: visit.codeVerifier,
  });
  return fetch(`${world.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body,
  });
}

async function afterSignIn(parameters: Readonly<Record<string, string>>): Promise<string> {
  const browser = world.browser();
  const visit = await world.reader.begin({ login_hint: 'school:de-regenboog', ...parameters });
  const first = await browser.go(visit.url);
  // a gate that is closed to everybody sends nobody to the school
  const refused = first.status === 403 ? first : await world.answerAtRegenboog(browser, first, answer);
  return backFrom(browser, visit, refused);
}

/** By the link that the page of the refusal has. */
async function backFrom(browser: Browser, visit: Visit, refused: Arrived): Promise<string> {
  expect(refused.status).toBe(403);
  const link = /href="(\/login\/[\w-]+\/not-available)"/.exec(refused.body)?.[1] ?? '';
  const back = await browser.go(`${world.issuer}${link}`);
  return back.url.origin === world.issuer ? formOf(visit, back) : callbackOf(visit, back.url.href);
}

function callbackOf({ state }: Visit, address: string): string {
  expect(address).toContain(`${world.reader.redirectUri}?`);
  return address.replace(state, 'STATE');
}

function formOf(visit: Visit, page: Arrived): string {
  const { action, fields } = firstForm(page.body);
  return callbackOf(visit, `${action}?${new URLSearchParams(fields).toString()}`);
}

async function bytesOf(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  const body = (await response.text()).replace(/"error_id":"[A-Z2-9]{10}"/, '"error_id":"ID"');
  return JSON.stringify([response.status, headers, body]);
}

describe('what a supplier is told of a refusal', () => {
  const told = new Map<RefusalReason, Readonly<Record<string, string>>>();
  beforeAll(async () => {
    for (const reason of reasons) {
      answer = answers[reason] ?? whole;
      let before: Before | undefined;
      const signIn = async () => {
        before = await signInBefore();
      };
      await (opened[reason]?.(signIn) ?? signIn());
      await gates[reason](async () => {
        if (before !== undefined) told.set(reason, await toldOf(before));
      });
    }
    answer = whole;
  }, 120_000);

  it('was asked for each reason there is, those that depend on the person among them', async () => {
    const rows = await queryDatabase(
      world.databaseUrl,
      `select distinct type, reason from sluis.audit_event where type in ('login.refused', 'token.refused')`,
    );
    for (const type of ['login.refused', 'token.refused']) {
      const seen = rows.flatMap((row) => (row['type'] === type ? [String(row['reason'])] : []));
      expect(seen.toSorted()).toEqual([...reasons].toSorted());
    }
    expect(reasons.filter(dependsOnPerson)).toHaveLength(8);
  });

  it.each(reasons)('%s: is the same to the byte as when the school has not switched it on', (reason) => {
    expect(told.get(reason)).toEqual(told.get('service_not_enabled'));
  });

  it('is that the service is not available, and nothing else', () => {
    const { '/token': token, '/userinfo': userinfo, ...callbacks } = told.get('objection') ?? {};
    expect(token).toContain('invalid_grant');
    expect(userinfo).toContain('invalid_token');
    expect(Object.keys(callbacks)).toHaveLength(5);
    for (const callback of Object.values(callbacks)) {
      expect(Object.fromEntries(new URL(callback).searchParams)).toMatchObject({
        error: 'access_denied',
        error_description: 'the service is not available for this sign-in',
        state: 'STATE',
        iss: world.issuer,
      });
    }
  });
});

describe('what a supplier is told where somebody turns back', () => {
  it('is that the sign-in was cancelled', async () => {
    const browser = world.browser();
    world.entra.refuseWith('access_denied');
    const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
    const page = await browser.go(visit.url);
    world.entra.behave();
    const link = /href="(\/login\/[\w-]+\/back)"/.exec(page.body)?.[1] ?? '';
    const { searchParams } = (await browser.go(`${world.issuer}${link}`)).url;
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'the sign-in was cancelled',
      state: visit.state,
    });
  });
});

describe('what a supplier is told without a sign-in', () => {
  it('is the same whether nobody is signed in, somebody else, somebody of another school, or a session is over', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, answer);
    const { id_token: hint = '' } = await world.reader.exchange(visit, arrived.url);
    const somebodyElse = world.browser();
    await signInAtRegenboog(world, somebodyElse, world.reader, { nameId: nameIdOf('pupil-other') });
    const silently = async (at: Browser, parameters: Readonly<Record<string, string>>): Promise<string> => {
      const asked = await world.reader.begin({ prompt: 'none', ...parameters });
      return callbackOf(asked, (await at.go(asked.url)).url.href);
    };
    const seen = [
      await silently(world.browser(), {}),
      await silently(world.browser(), { id_token_hint: hint }),
      await silently(somebodyElse, { id_token_hint: hint }),
      await silently(browser, { login_hint: 'school:de-kade' }),
    ];
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('error=login_required');
  });
});
