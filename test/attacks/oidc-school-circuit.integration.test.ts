import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { restMillis, timeOutsToOpen } from '../../src/upstream/oidc/circuit-breaker.ts';
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

/**
 * An IdP that hangs costs five people a wait, and nobody after them; and no stranger can make it look so. Needs no service,
 * but waits for real time-outs, for which the quick tests have no time.
 */

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

const start = { handle: newHandle(), signInAnew: 'no', language: 'nl' } as const;
const unreachable = 'login.idp_unreachable';
/** Long enough for an answer of a busy machine. */
const timeoutSeconds = 2;
const discoveries = () => school.requests().filter((path) => path.endsWith('/openid-configuration')).length;
const times = (count: number) => Array.from({ length: count });

function hangingIdp(endpoint: Endpoint) {
  const clock = createManualClock(Date.now());
  return {
    clock,
    idp: idpFor(school, { clock, timeoutSeconds }),
    hang: () => school.break(endpoint, 'hang'),
  };
}

async function quickly(act: () => Promise<unknown>): Promise<void> {
  const [begun, before] = [performance.now(), school.requests().length];
  await expectFailure(act(), unreachable);
  expect(performance.now() - begun).toBeLessThan(timeoutSeconds * 500);
  expect(school.requests()).toHaveLength(before);
}

async function openAtToken() {
  const { clock, idp, hang } = hangingIdp('token');
  const late = await comeBack(idp);
  const answers = await Promise.all(times(timeOutsToOpen).map(() => comeBack(idp)));
  hang();
  await Promise.all(
    answers.map(({ answer, pending }) => expectFailure(idp.readAnswer(answer, pending), unreachable)),
  );
  return { clock, idp, late };
}

describe('an IdP that hangs', () => {
  it('when it is looked up: after five the next one is told at once', async () => {
    const { idp, hang } = hangingIdp('openid-configuration');
    hang();
    const before = discoveries();
    // all at once share one look-up, so one after the other
    for (let count = 0; count < timeOutsToOpen; count += 1) {
      await expectFailure(idp.startLogin(start), unreachable);
    }
    expect(discoveries()).toBe(before + timeOutsToOpen);
    for (let count = 0; count < 3; count += 1) await quickly(() => idp.startLogin(start));
  });

  it('when it should redeem a code: so too, before the journey and on the way back', async () => {
    const { idp, late } = await openAtToken();
    await quickly(() => idp.startLogin(start));
    await quickly(() => idp.readAnswer(late.answer, late.pending));
  });

  it('is tried again by a single login after a pause, while all others fail at once', async () => {
    const { clock, idp } = await openAtToken();
    clock.advance(restMillis - 1);
    await quickly(() => idp.startLogin(start));
    clock.advance(1);
    school.break('openid-configuration', 'hang');
    const trial = expectFailure(idp.startLogin(start), unreachable);
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: 20 }, () => expectFailure(idp.startLogin({ ...start }), unreachable)),
    );
    expect(performance.now() - begun).toBeLessThan(timeoutSeconds * 900);
    await trial;
    // it has not come back: a rest again
    await quickly(() => idp.startLogin(start));
  });

  it('and comes back serves everybody again', async () => {
    const { clock, idp } = await openAtToken();
    school.behave();
    clock.advance(restMillis);
    await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
    const all = await Promise.all(Array.from({ length: 5 }, () => signIn(idp)));
    expect(all).toHaveLength(5);
  });

  it('only where it redeems codes is found out by the next one, not by five more', async () => {
    const { clock, idp } = await openAtToken();
    clock.advance(restMillis);
    const { answer, pending } = await comeBack(idp);
    await expectFailure(idp.readAnswer(answer, pending), unreachable);
    await quickly(() => idp.startLogin(start));
  });

  it('is not thought to hang for ever because a clock was set back', async () => {
    const { clock, idp } = await openAtToken();
    school.behave();
    clock.advance(-20_000);
    await expect(signIn(idp)).resolves.toMatchObject({ subject: pupil.subject });
  });
});

describe('a failure that does not open the circuit', () => {
  it('is a time-out now and then: a sign-in between begins anew', async () => {
    const { idp } = hangingIdp('token');
    for (let round = 0; round < 2; round += 1) {
      const answers = await Promise.all(times(timeOutsToOpen - 1).map(() => comeBack(idp)));
      school.break('token', 'hang');
      await Promise.all(
        answers.map(({ answer, pending }) => expectFailure(idp.readAnswer(answer, pending), unreachable)),
      );
      school.behave();
      await expect(signIn(idp)).resolves.toBeDefined();
    }
  });

  it('is an IdP that answers, be it nonsense, and whatever strangers send', async () => {
    const { idp } = hangingIdp('token');
    for (const status of [500, 503, 400, 404]) {
      school.break('token', status);
      for (let count = 0; count < timeOutsToOpen; count += 1) {
        const { answer, pending } = await comeBack(idp);
        await expect(idp.readAnswer(answer, pending)).rejects.toThrow();
      }
    }
    school.behave();
    const { pending } = await comeBack(idp);
    for (let count = 0; count < 2 * timeOutsToOpen; count += 1) {
      const rawQuery = `state=${pending.handle}&code=${'x'.repeat(40)}`;
      await expect(idp.readAnswer({ body: {}, rawQuery }, pending)).rejects.toThrow();
    }
    await expect(signIn(idp)).resolves.toBeDefined();
  });
});
