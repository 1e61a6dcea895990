import { calculatePKCECodeChallenge } from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { startOidcSchool, type OidcSchool } from '../../../../testkit/actors/oidc-school.ts';
import {
  callback,
  comeBack,
  groups,
  idpFor,
  newHandle,
  pupil,
  recordFor,
  signIn,
} from '../../../../testkit/actors/oidc-school-login.ts';
import { createVisitor } from '../../../../testkit/actors/oidc-school-visitor.ts';

let school: OidcSchool;
beforeAll(async () => {
  school = await startOidcSchool({ shape: 'entra', users: [pupil], redirectUris: [callback] });
});
beforeEach(() => {
  school.signInAs('milan');
});
afterEach(() => {
  school.behave();
});
afterAll(() => school.stop());

describe('a sign-in at a school in the shape of Entra ID', () => {
  it('comes back as an assertion with everything that the id_token says', async () => {
    const before = Math.floor(Date.now() / 1000);
    const assertion = await signIn(idpFor(school, { protocol: { tenant: school.tenant } }));
    expect(assertion.subject).toBe(pupil.subject);
    expect(Object.fromEntries(assertion.attributes.values)).toEqual({
      tid: [school.tenant],
      oid: [pupil.claims['oid']],
      preferred_username: ['milan@kade.example'],
      given_name: ['Milan'],
      family_name: ['Verzonnen'],
      groups: [groups.pupils],
    });
    expect(assertion.assertionId).toMatch(/^[\w-]{43}$/);
    expect(assertion.replayableUntil).toBeGreaterThan(before * 1000);
    expect(school.requests().filter((path) => path.endsWith('/me'))).toEqual([]);
  });

  it('asks with PKCE, state, nonce and language, and nothing about the person', async () => {
    const handle = newHandle();
    const start = await idpFor(school).startLogin({ handle, signInAnew: 'no', language: 'en' });
    const query = Object.fromEntries(new URL(start.kind === 'redirect' ? start.url : '').searchParams);
    expect(query).toEqual({
      client_id: 'sluis',
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: callback,
      state: handle,
      nonce: start.pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(start.pending.codeVerifier ?? ''),
      code_challenge_method: 'S256',
      ui_locales: 'en',
    });
    expect(query['code_challenge']).not.toBe(start.pending.codeVerifier);
  });

  it('asks with the hints of the record, and with nothing that a supplier could have sent', async () => {
    const hints = { domainHint: 'kade.example', hostedDomain: 'kade.example' };
    const supplied = { login_hint: 'milan', domain_hint: 'x', hd: 'x', acr_values: 'x', id_token_hint: 'x' };
    const start = await idpFor(school, { protocol: hints }).startLogin({
      handle: newHandle(),
      signInAnew: 'no',
      language: 'nl',
      ...supplied,
    });
    const query = new URL(start.kind === 'redirect' ? start.url : '').searchParams;
    expect([...query.keys()].toSorted()).toEqual(
      [
        ...['client_id', 'code_challenge', 'code_challenge_method', 'domain_hint', 'hd', 'nonce'],
        ...['redirect_uri', 'response_type', 'scope', 'state', 'ui_locales'],
      ].toSorted(),
    );
    expect([query.get('domain_hint'), query.get('hd')]).toEqual(['kade.example', 'kade.example']);
  });

  it('gives each visit a nonce and a code verifier of its own', async () => {
    const idp = idpFor(school);
    const [one, other] = [await comeBack(idp), await comeBack(idp)];
    expect(one.pending.nonce).not.toBe(other.pending.nonce);
    expect(one.pending.codeVerifier).not.toBe(other.pending.codeVerifier);
    expect(idp.handleOf(one.answer)).toBe(one.pending.handle);
  });

  it('says that the person cancelled', async () => {
    school.refuseWith('access_denied');
    await expect(signIn(idpFor(school))).rejects.toMatchObject({ code: 'login.cancelled' });
  });

  it.each([
    'AADSTS65004: User declined to consent to access the app.',
    'End-User aborted interaction',
    'the user has cancelled entering self-asserted information',
  ])('says that the person cancelled where the IdP says so in words: %s', async (reason) => {
    school.refuseWith('access_denied', reason);
    await expect(signIn(idpFor(school))).rejects.toMatchObject({ code: 'login.cancelled' });
  });

  it.each([
    "AADSTS50105: Your administrator has configured the application Sluis to block users unless they are assigned: 'j.kanarie@kade.example'.",
    'AADSTS53003: Access has been blocked by Conditional Access policies.',
    'not allowed outside school hours',
  ])('says that the school let nobody through, and nothing of its reason: %s', async (reason) => {
    school.refuseWith('access_denied', reason);
    await expect(signIn(idpFor(school))).rejects.toMatchObject({
      code: 'login.denied_by_school',
      message: 'the IdP does not let the person on, and says why',
    });
  });

  it('says that the IdP refused, in words that hold nothing foreign', async () => {
    school.refuseWith('interaction_required');
    await expect(signIn(idpFor(school))).rejects.toMatchObject({
      code: 'oidc.refused_by_idp',
      message: 'the IdP answered interaction_required',
    });
  });
});

describe('userinfo of a school', () => {
  it('is asked when the id_token lacks what nobody can do without, and must be about the same person', async () => {
    const plain = await startOidcSchool({ shape: 'plain', users: [pupil], redirectUris: [callback] });
    try {
      plain.signInAs('milan');
      const record = recordFor(plain, { identifier: { namespace: 'kade', attributes: ['sub'] } });
      const assertion = await signIn(idpFor(plain, { record }));
      expect(assertion.attributes.values.get('given_name')).toEqual(['Milan']);

      plain.rewrite('me', (body) => ({ ...body, sub: 'somebody-else' }));
      await expect(signIn(idpFor(plain, { record }))).rejects.toMatchObject({
        code: 'oidc.attribute_mismatch',
      });
    } finally {
      await plain.stop();
    }
  });
});

describe('roles that are no list of texts', () => {
  const zitadel = 'urn:zitadel:iam:org:project:roles';

  it.each([
    ['realm_access.roles', { realm_access: { roles: ['leerling'] } }, undefined],
    [zitadel, { [zitadel]: { leerling: { '1': 'kade.example' } } }, new Map([[zitadel, 'keys']] as const)],
  ])('are enough in the id_token: %s', async (attribute, claims, valueForms) => {
    const record = recordFor(school, {
      affiliation: { attribute, values: new Map([['leerling', 'pupil']]) },
      ...(valueForms && { valueForms }),
    });
    school.sayInIdToken({ groups: undefined, ...claims });
    const asked = school.requests().length;
    const { attributes } = await signIn(idpFor(school, { record }));
    expect(attributes.values.get(attribute)).toEqual(['leerling']);
    expect(
      school
        .requests()
        .slice(asked)
        .filter((path) => path.endsWith('/me')),
    ).toEqual([]);
  });

  it('are read from userinfo too', async () => {
    school.sayInIdToken({ groups: undefined });
    school.rewrite('me', (body) => ({ ...body, realm_access: { roles: ['leerling'] } }));
    const attribute = 'realm_access.roles';
    const record = recordFor(school, {
      affiliation: { attribute, values: new Map([['leerling', 'pupil']]) },
    });
    const { attributes } = await signIn(idpFor(school, { record }));
    expect(attributes.values.get(attribute)).toEqual(['leerling']);
  });
});

describe('a sign-in that has to be fresh', () => {
  it('is asked for and proven', async () => {
    const idp = idpFor(school);
    const visitor = createVisitor();
    await signIn(idp, {}, visitor);
    const asked = Date.now();
    const assertion = await signIn(idp, { signInAnew: 'prove' }, visitor);
    expect(assertion.authenticatedAt).toBeGreaterThanOrEqual(Math.floor(asked / 1000));
  });

  it('is refused when the IdP does not say when', async () => {
    school.sayInIdToken({ auth_time: undefined });
    for (const input of [{ signInAnew: 'prove' as const }, { maxAge: 3600 }]) {
      await expect(signIn(idpFor(school), input)).rejects.toMatchObject({
        code: 'oidc.reauthentication_unproven',
      });
    }
  });

  it('is refused when it lies too far back, and taken when it does not', async () => {
    school.sayInIdToken({ auth_time: Math.floor(systemClock.now() / 1000) - 100 });
    const unproven = { code: 'oidc.reauthentication_unproven' };
    await expect(signIn(idpFor(school), { signInAnew: 'prove' })).rejects.toMatchObject(unproven);
    await expect(signIn(idpFor(school), { maxAge: 30 })).rejects.toMatchObject(unproven);
    await expect(signIn(idpFor(school), { maxAge: 200 })).resolves.toHaveProperty('authenticatedAt');
  });

  it.each([
    ['milliseconds', Date.now()],
    ['zero', 0],
    ['a fraction', 1.5],
  ])('is not believed when it is no moment in the past: %s', async (_name, authTime) => {
    school.sayInIdToken({ auth_time: authTime });
    await expect(signIn(idpFor(school))).rejects.toMatchObject({ code: 'oidc.auth_time_invalid' });
  });
});

describe('a school that is only asked anew', () => {
  it.each([
    ['login', 'any other school', {}],
    ['select_account', 'a tenant of Entra ID', { tenant: '11111111-2222-4333-8444-555555555555' }],
    ['select_account', 'a domain of Google', { hostedDomain: 'kade.example' }],
  ])('is asked with prompt=%s where it is %s, without an age', async (prompt, _name, protocol) => {
    const start = await idpFor(school, { protocol }).startLogin({
      handle: newHandle(),
      signInAnew: 'ask',
      language: 'nl',
    });
    const query = new URL(start.kind === 'redirect' ? start.url : '').searchParams;
    expect([query.get('prompt'), query.get('max_age')]).toEqual([prompt, null]);
  });

  it('needs no proof, not even a time', async () => {
    school.sayInIdToken({ auth_time: undefined });
    await expect(signIn(idpFor(school), { signInAnew: 'ask' })).resolves.toHaveProperty('subject');
    school.sayInIdToken({ auth_time: Math.floor(systemClock.now() / 1000) - 90 * 86_400 });
    await expect(signIn(idpFor(school), { signInAnew: 'ask' })).resolves.toHaveProperty('subject');
  });

  it('still has to keep to the age that a service asked for', async () => {
    school.sayInIdToken({ auth_time: Math.floor(systemClock.now() / 1000) - 7200 });
    await expect(signIn(idpFor(school), { signInAnew: 'ask', maxAge: 3600 })).rejects.toMatchObject({
      code: 'oidc.reauthentication_unproven',
    });
  });
});

describe('a school in the shape of Google Workspace', () => {
  it('is asked for one domain', async () => {
    const user = { ...pupil, claims: { hd: 'kade.example', groups: [groups.pupils] } };
    const google = await startOidcSchool({ shape: 'google', users: [user], redirectUris: [callback] });
    try {
      google.signInAs('milan');
      const record = recordFor(google, { identifier: { namespace: 'google-kade', attributes: ['sub'] } });
      const idp = idpFor(google, { record, protocol: { hostedDomain: 'kade.example' } });
      const start = await idp.startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl' });
      expect(start).toHaveProperty('url', expect.stringContaining('&hd=kade.example'));
      await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
    } finally {
      await google.stop();
    }
  });
});
