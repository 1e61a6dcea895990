import { describe, expect, it } from 'vitest';
import { idpId } from '../../../src/domain/ids.ts';
import { createIdpRefusals } from '../../../src/telemetry/idp-refusals.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { present } from './present.ts';

const [one, other] = [present(idpId('regenboog-saml')), present(idpId('kade-entra'))];
const period = 15 * 60 * 1000;

function counted() {
  const clock = createManualClock(100 * period);
  const refusals = createIdpRefusals(clock);
  const refuse = (idp: typeof one, times: number, reason = 'saml.expired') => {
    for (let time = 0; time < times; time += 1) refusals.audited({ type: 'login.rejected', idp, reason });
  };
  return { clock, refusals, refuse };
}

describe('the IdPs at which sign-ins are refused', () => {
  it('are told with the most first, and not more of them than asked for', () => {
    const { refusals, refuse } = counted();
    refuse(one, 5);
    refuse(other, 7, 'login.idp_unreachable');
    expect(refusals.most(20)).toEqual([
      { idp: other, refusals: 7 },
      { idp: one, refusals: 5 },
    ]);
    expect(refusals.most(1)).toEqual([{ idp: other, refusals: 7 }]);
    expect(refusals.most(0)).toEqual([]);
  });

  it('are not told for fewer than five: those are people who err', () => {
    const { refusals, refuse } = counted();
    refuse(one, 4);
    expect(refusals.most(20)).toEqual([]);
  });

  it.each(['login.transaction_unknown', 'login.replayed', 'http.bad_request'])(
    'are not counted for %s, which strangers cause',
    (reason) => {
      const { refusals, refuse } = counted();
      refuse(one, 50, reason);
      expect(refusals.most(20)).toEqual([]);
    },
  );

  it('are not counted for what is no refusal of an answer', () => {
    const { refusals } = counted();
    for (let time = 0; time < 9; time += 1) {
      refusals.audited({ type: 'login.refused', idp: one, reason: 'no_agreement' });
      refusals.audited({ type: 'login.succeeded', idp: one });
      refusals.audited({ type: 'login.rejected', reason: 'saml.expired' });
    }
    expect(refusals.most(20)).toEqual([]);
  });

  it('are told for this quarter of an hour and the one before it, and then no more', () => {
    const { clock, refusals, refuse } = counted();
    refuse(one, 3);
    clock.advance(period);
    refuse(one, 2);
    expect(refusals.most(20)).toEqual([{ idp: one, refusals: 5 }]);
    clock.advance(period);
    refuse(other, 5);
    expect(refusals.most(20)).toEqual([{ idp: other, refusals: 5 }]);
    clock.advance(2 * period);
    expect(refusals.most(20)).toEqual([]);
  });
});
