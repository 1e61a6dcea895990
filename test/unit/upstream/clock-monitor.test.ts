import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/domain/error-codes.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { idpId } from '../../../src/domain/ids.ts';
import { createClockMonitor, enoughIdps, type ClockReport } from '../../../src/upstream/clock-monitor.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';

const idp = (index: number) => required(idpId(`idp-${String(index)}`));
const late = (code: ErrorCode = 'saml.expired') => new SluisError(code, 'a time');
const minute = 60_000;

function monitor() {
  const clock = createManualClock(Date.UTC(2026, 0, 5, 8));
  const reports: ClockReport[] = [];
  return { clock, reports, ...createClockMonitor(clock, (finding) => void reports.push(finding)) };
}

describe('a clock that is wrong', () => {
  it.each([
    ['saml.issued_in_future', 'behind'],
    ['saml.not_yet_valid', 'behind'],
    ['oidc.issued_in_future', 'behind'],
    ['saml.expired', 'ahead'],
    ['oidc.token_expired', 'ahead'],
  ] as const)('is reported when many IdPs say %s', (code, deviation) => {
    const { reports, failed } = monitor();
    for (let index = 0; index < enoughIdps - 1; index += 1) failed(idp(index), late(code));
    expect(reports).toEqual([]);
    failed(idp(enoughIdps), late(code));
    expect(reports).toEqual([{ deviation, idps: enoughIdps }]);
  });

  it('is reported once in ten minutes, for as long as it lasts', () => {
    const { clock, reports, failed } = monitor();
    for (let round = 0; round < 30; round += 1) {
      for (let index = 0; index < 5; index += 1) failed(idp(index), late());
      clock.advance(minute);
    }
    expect(reports).toHaveLength(3);
  });
});

describe('a clock that is right', () => {
  it('is not doubted for one IdP, however often it comes', () => {
    const { reports, failed } = monitor();
    for (let count = 0; count < 100; count += 1) failed(idp(1), late());
    expect(reports).toEqual([]);
  });

  it('nor for some among many that answer well', () => {
    const { reports, failed, answered } = monitor();
    for (let index = 0; index < 20; index += 1) answered(idp(index));
    for (let index = 20; index < 26; index += 1) failed(idp(index), late());
    expect(reports).toEqual([]);
  });

  it('nor for IdPs that are off in both directions, or long after each other', () => {
    const { clock, reports, failed } = monitor();
    for (let index = 0; index < enoughIdps - 1; index += 1) {
      failed(idp(index), late('saml.expired'));
      failed(idp(10 + index), late('saml.not_yet_valid'));
    }
    for (let index = 20; index < 30; index += 1) {
      clock.advance(11 * minute);
      failed(idp(index), late());
    }
    expect(reports).toEqual([]);
  });

  it('nor for anything that strangers can cause', () => {
    const { reports, failed } = monitor();
    for (const code of [
      'saml.signature_invalid',
      'saml.destination',
      'login.replayed',
      'internal',
    ] as const) {
      for (let index = 0; index < 10; index += 1) failed(idp(index), late(code));
    }
    failed(idp(1), new Error('anything'));
    expect(reports).toEqual([]);
  });
});
