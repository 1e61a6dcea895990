import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idpId } from '../../src/domain/ids.ts';
import type { LoginAnswer } from '../../src/upstream/school-idp.ts';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import {
  callback,
  comeBack,
  idpFor,
  known,
  newHandle,
  pupil,
  recordFor,
} from '../../testkit/actors/oidc-school-login.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

/** RFC 9700 section 4.4 (mix-up), 4.5 (code injection), 4.7 (cross-site request forgery); RFC 9207 (`iss`). */

let school: OidcSchool;
let otherSchool: OidcSchool;
beforeAll(async () => {
  const options = { shape: 'entra', users: [pupil], redirectUris: [callback] } as const;
  [school, otherSchool] = await Promise.all([startOidcSchool(options), startOidcSchool(options)]);
});
beforeEach(() => {
  school.signInAs('milan');
  otherSchool.signInAs('milan');
});
afterEach(() => {
  school.behave();
});
afterAll(() => Promise.all([school.stop(), otherSchool.stop()]));

function changed({ rawQuery }: LoginAnswer, change: (query: URLSearchParams) => void): LoginAnswer {
  const query = new URLSearchParams(rawQuery);
  change(query);
  return { body: {}, rawQuery: query.toString() };
}

function tokenRequests(at: OidcSchool): number {
  return at.requests().filter((path) => path.endsWith('/token')).length;
}

describe('an answer that belongs to another visit', () => {
  it('is refused for its state, before the code is sent anywhere', async () => {
    const idp = idpFor(school);
    const [mine, stolen] = [await comeBack(idp), await comeBack(idp)];
    const before = tokenRequests(school);
    await expectFailure(idp.readAnswer(stolen.answer, mine.pending), 'oidc.answer_invalid');
    expect(tokenRequests(school)).toBe(before);
  });

  it('is refused with its state painted over: the code is bound to the other visit', async () => {
    const idp = idpFor(school);
    const [mine, stolen] = [await comeBack(idp), await comeBack(idp)];
    const forged = changed(stolen.answer, (query) => {
      query.set('state', mine.pending.handle);
    });
    await expectFailure(idp.readAnswer(forged, mine.pending), 'oidc.token_refused');
  });

  it.each(['state', 'iss'])('is refused without %s', async (parameter) => {
    const idp = idpFor(school);
    const { answer, pending } = await comeBack(idp);
    const forged = changed(answer, (query) => {
      query.delete(parameter);
    });
    await expectFailure(idp.readAnswer(forged, pending), 'oidc.answer_invalid');
  });

  it.each(['state', 'iss', 'code'])('is refused with two of %s', async (parameter) => {
    const idp = idpFor(school);
    const { answer, pending } = await comeBack(idp);
    const forged = changed(answer, (query) => {
      query.append(parameter, 'another');
    });
    await expectFailure(idp.readAnswer(forged, pending), 'oidc.answer_invalid');
  });

  it('names no visit when its state is missing, double, misshapen or drowned', () => {
    const idp = idpFor(school);
    const handle = newHandle();
    const queries = [
      '',
      'state=',
      `state=${handle}&state=${handle}`,
      'state=%00',
      `state=${handle}&x=${'x'.repeat(9000)}`,
    ];
    for (const rawQuery of queries) {
      expect(idp.handleOf({ body: { state: handle }, rawQuery })).toBeUndefined();
    }
    expect(idp.handleOf({ body: {}, rawQuery: `state=${handle}` })).toBe(handle);
  });
});

describe('an answer of another school', () => {
  it('is refused for its issuer', async () => {
    const elsewhere = await comeBack(idpFor(otherSchool));
    const here = await comeBack(idpFor(school));
    const forged = changed(elsewhere.answer, (query) => {
      query.set('state', here.pending.handle);
    });
    const before = tokenRequests(school);
    await expectFailure(idpFor(school).readAnswer(forged, here.pending), 'oidc.answer_invalid');
    expect(tokenRequests(school)).toBe(before);
  });

  it('is refused when the request went to another IdP of the register', async () => {
    const { answer, pending } = await comeBack(idpFor(school));
    const record = recordFor(school, { id: known(idpId('another-entra')) });
    await expectFailure(idpFor(school, { record }).readAnswer(answer, pending), 'oidc.request_mismatch');
  });

  it('is refused when a SAML request is pending', async () => {
    const { answer, pending } = await comeBack(idpFor(school));
    const { nonce: _nonce, codeVerifier: _codeVerifier, ...saml } = pending;
    await expectFailure(idpFor(school).readAnswer(answer, saml), 'oidc.request_mismatch');
  });
});

describe('a code', () => {
  it('works once, also when it comes many times at once', async () => {
    const idp = idpFor(school);
    const { answer, pending } = await comeBack(idp);
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, () => idp.readAnswer(answer, pending)),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    await expectFailure(idp.readAnswer(answer, pending), 'oidc.token_refused');
  });

  it('is worth nothing without the verifier of the visit', async () => {
    const idp = idpFor(school);
    const { answer, pending } = await comeBack(idp);
    const guessed = { ...pending, codeVerifier: 'x'.repeat(43) };
    await expectFailure(idp.readAnswer(answer, guessed), 'oidc.token_refused');
  });
});

describe('an error that the browser brings along', () => {
  it('is believed only with state and issuer of the visit', async () => {
    const idp = idpFor(school);
    const { pending } = await comeBack(idp);
    const bare: LoginAnswer = { body: {}, rawQuery: 'error=access_denied' };
    await expectFailure(idp.readAnswer(bare, pending), 'oidc.answer_invalid');
  });

  it('does not get its text into our messages', async () => {
    const idp = idpFor(school);
    const { pending } = await comeBack(idp);
    const query = new URLSearchParams({
      state: pending.handle,
      iss: school.issuer,
      error: 'Sanne Verzonnen <script>',
      error_description: 'canary-of-a-person',
    });
    const failure = await expectFailure(
      idp.readAnswer({ body: {}, rawQuery: query.toString() }, pending),
      'oidc.refused_by_idp',
    );
    expect(failure.message).toBe('the IdP answered unknown_error');
    expect(failure.cause).toBeUndefined();
  });
});
