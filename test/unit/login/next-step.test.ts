import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../src/domain/clock.ts';
import { schoolId, serviceId, transactionId } from '../../../src/domain/ids.ts';
import type { WaitingRequest } from '../../../src/downstream/interaction.ts';
import { nextStep } from '../../../src/login/next-step.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { exampleFederation, stored, writtenOf } from '../../../testkit/federation/example-federation.ts';
import { regenboogSaml } from '../../../testkit/federation/parties.ts';
import { boards } from '../../../testkit/federation/schools.ts';
import { required } from '../../../testkit/values/ids.ts';

const today = required(calendarDay('2026-09-01'));
const regenboog = required(schoolId('de-regenboog'));
const waitingFor = (school: typeof regenboog | undefined): WaitingRequest => ({
  transaction: required(transactionId('abcdefghijklmnopqrstu')),
  service: required(serviceId('leesboom-reader')),
  prompt: 'login',
  school,
  uiLocales: undefined,
  maxAge: undefined,
  forceLogin: false,
  askAnew: false,
  codeChallenge: undefined,
  scopes: new Set(['openid']),
  session: undefined,
  resumeUrl: undefined,
  signedInHere: false,
  refused: undefined,
});
const second = {
  ...regenboogSaml,
  id: 'second',
  identifier: { namespace: 'second', attributes: ['nameid'] },
};
/** Whose board agreed this with the operator, and in which De Regenboog has one login or two. */
const registerWith = (agreed: unknown, idps: readonly object[]) =>
  buildRegister(
    1,
    stored(
      writtenOf(
        exampleFederation()
          .with({
            boards: [{ ...boards.waterland, operatorAgreement: agreed }],
            idps: idps.map((idp) => ({ ...idp })),
          })
          .changes(),
      ),
    ),
  );

describe('the school of a board that agreed nothing with the operator that counts', () => {
  const logins = [
    ['one login', [regenboogSaml]],
    ['a choice of logins', [regenboogSaml, second]],
    ['no login that counts', [{ ...regenboogSaml, disabled: true }]],
  ] as const;

  it.each(logins)('is reached in no way, with %s', (_logins, idps) => {
    const closed = { reason: 'operator_agreement_not_in_force', board: 'waterland' };
    for (const school of [regenboog, undefined]) {
      const step = nextStep(waitingFor(school), registerWith('none', idps), today);
      expect(step).toEqual({ step: 'closed-gate', closed, school: regenboog });
    }
  });

  it('is reached as others are once it has', () => {
    const steps = logins.map(
      ([, idps]) =>
        nextStep(waitingFor(regenboog), registerWith(boards.waterland.operatorAgreement, idps), today).step,
    );
    expect(steps).toEqual(['visit-school', 'choose-idp', 'closed-gate']);
  });
});
