import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createManualClock } from '../../testkit/machine/manual-clock.ts';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import type { Endpoint } from '../../testkit/actors/oidc-school-misconduct.ts';
import {
  callback,
  comeBack,
  idpFor,
  newHandle,
  pupil,
  signIn,
} from '../../testkit/actors/oidc-school-login.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

/** A school whose IdP hangs, breaks or changes its keys must cost its own people a clear answer, and nobody else anything. */

let school: OidcSchool;
beforeAll(async () => {
  school = await startOidcSchool({ shape: 'entra', users: [pupil], redirectUris: [callback] });
});
beforeEach(() => {
  school.signInAs('milan');
});
afterEach(() => {
  school.behave();
  vi.useRealTimers();
});
afterAll(() => school.stop());

const start = { handle: newHandle(), signInAnew: 'no', language: 'nl' } as const;
const discoveries = () => school.requests().filter((path) => path.endsWith('/openid-configuration')).length;

describe.each<Endpoint>(['openid-configuration', 'token', 'jwks'])('an IdP whose %s', (endpoint) => {
  it.each(['hang', 'trickle', 503] as const)('does this: %s, gets a bounded, clear failure', async (how) => {
    school.break(endpoint, how);
    const began = performance.now();
    await expectFailure(signIn(idpFor(school, { timeoutSeconds: 0.3 })), 'login.idp_unreachable');
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('floods, is cut off', async () => {
    school.break(endpoint, 'flood');
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_too_large');
  });
});

describe('an IdP that is away', () => {
  it('is a clear failure at once', async () => {
    const idp = idpFor(school, { protocol: { issuer: 'http://127.0.0.1:1' } });
    await expectFailure(idp.startLogin(start), 'login.idp_unreachable');
  });

  it('is asked again by the next person, and serves when it is back', async () => {
    const idp = idpFor(school, { timeoutSeconds: 0.3 });
    school.break('openid-configuration', 'hang');
    await expectFailure(idp.startLogin(start), 'login.idp_unreachable');
    school.behave();
    await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
  });
});

describe('what an IdP says about itself', () => {
  it('is looked up once for everyone who comes at the same time, and not at all before', async () => {
    const before = discoveries();
    const idp = idpFor(school);
    expect(discoveries()).toBe(before);
    await Promise.all(Array.from({ length: 20 }, () => idp.startLogin(start)));
    await signIn(idp);
    expect(discoveries()).toBe(before + 1);
  });

  it('is looked up anew after an hour, without making anyone wait or fail', async () => {
    const clock = createManualClock(Date.now());
    const idp = idpFor(school, { clock, timeoutSeconds: 0.3 });
    await idp.startLogin(start);
    const before = discoveries();
    school.break('openid-configuration', 'hang');
    clock.advance(61 * 60 * 1000);
    await expect(idp.startLogin(start)).resolves.toMatchObject({ kind: 'redirect' });
    await vi.waitFor(() => {
      expect(discoveries()).toBe(before + 1);
    });
  });

  it('is not believed any more after a day in which nobody could look', async () => {
    const clock = createManualClock(Date.now());
    const idp = idpFor(school, { clock, timeoutSeconds: 0.3 });
    await idp.startLogin(start);
    school.break('openid-configuration', 503);
    clock.advance(25 * 60 * 60 * 1000);
    await expectFailure(idp.startLogin(start), 'login.idp_unreachable');
  });
});

describe('an IdP that signs with a new key', () => {
  it('is followed when the last look at its keys is over a minute old', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const idp = idpFor(school);
    await signIn(idp);
    await school.rotateKeys();
    vi.setSystemTime(Date.now() + 90_000);
    await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
  });

  it('costs one person one failed attempt at most, however soon it comes', async () => {
    const idp = idpFor(school);
    await signIn(idp);
    await school.rotateKeys();
    await expectFailure(signIn(idp), 'oidc.key_unknown');
    await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
  });

  it('is not asked for keys over and over by answers that anyone can make up', async () => {
    const idp = idpFor(school);
    const { pending } = await comeBack(idp);
    const before = discoveries();
    const rawQuery = new URLSearchParams({
      state: pending.handle,
      iss: 'https://evil.example',
      code: 'x',
    }).toString();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expectFailure(idp.readAnswer({ body: {}, rawQuery }, pending), 'oidc.answer_invalid');
    }
    expect(discoveries()).toBe(before);
  });
});
