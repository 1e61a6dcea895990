import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../src/domain/randomness.ts';
import type { SchoolIdentity } from '../../src/domain/person.ts';
import { looksLikeNationalNumber, passesElevenTest } from '../../src/upstream/national-number.ts';
import {
  createNationalNumberMonitor,
  type NationalNumberMonitor,
  type NationalNumberReport,
} from '../../src/upstream/national-number-monitor.ts';
import { identify, idp, known, name } from './school-identity-case.ts';
import { idpId } from '../../src/domain/ids.ts';

/** The numbers from `start` on that pass, or do not pass, the eleven-test. */
function numbers(count: number, passing: boolean, start = 300_000_000): readonly string[] {
  const found: string[] = [];
  for (let number = start; found.length < count; number += 1) {
    if (passesElevenTest(String(number)) === passing) found.push(String(number));
  }
  return found;
}

describe('the eleven-test', () => {
  it.each(['063138219', '111222333', '123456782'])('passes %s', (digits) => {
    expect(passesElevenTest(digits)).toBe(true);
  });

  it.each(['000000000', '123456789', '12345678', '1234567820', '12345678x', ''])(
    'does not pass %j',
    (digits) => {
      expect(passesElevenTest(digits)).toBe(false);
    },
  );

  it('passes an onderwijsnummer: 10 in front and a remainder of five', () => {
    expect(passesElevenTest('101222331')).toBe(true);
    expect(passesElevenTest('201222331')).toBe(false);
  });

  it('notices every single changed digit', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers(50, true)),
        fc.integer({ min: 0, max: 8 }),
        digit,
        (bsn, at, other) => {
          fc.pre(bsn.charAt(at) !== String(other));
          expect(passesElevenTest(bsn.slice(0, at) + String(other) + bsn.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it('passes one in eleven of all numbers', () => {
    const passing = Array.from({ length: 11_000 }, (_, index) => String(400_000_000 + index)).filter(
      passesElevenTest,
    );
    expect(passing.length).toBe(1000);
  });

  it.each(['063138219', '63138219', '0631.38.219', '0631 38 219', 'l063138219@school.example'])(
    'finds it in %s',
    (value) => {
      expect(looksLikeNationalNumber(value)).toBe(true);
    },
  );

  it.each(['', 'Sanne', '1063138219', '2014-03-09', `https://ketenid.nl/201703/${'0a'.repeat(64)}`])(
    'does not see one in %s',
    (value) => {
      expect(looksLikeNationalNumber(value)).toBe(false);
    },
  );
});

describe('the monitor', () => {
  const reports: NationalNumberReport[] = [];
  const newMonitor = () => {
    reports.length = 0;
    return createNationalNumberMonitor(systemRandomness, (report) => reports.push(report));
  };
  const pupilNumber = name('pupil_number');

  function person(index: number, number: string, changes: Partial<SchoolIdentity> = {}): SchoolIdentity {
    const attributes = { employeeNumber: [number], givenName: ['Sanne'] };
    return { ...identify({ subject: `person-${String(index)}`, attributes }).identity, ...changes };
  }
  function isGiven(monitor: NationalNumberMonitor, identity: SchoolIdentity): boolean {
    return monitor.screen(identity).attributes.has(pupilNumber);
  }

  it('withholds from the twentieth person on, reports once and keeps the rest', () => {
    const monitor = newMonitor();
    const given = numbers(30, true).map((number, index) => isGiven(monitor, person(index, number)));
    expect(given).toEqual([...Array<boolean>(19).fill(true), ...Array<boolean>(11).fill(false)]);
    expect(reports).toEqual([{ idp: idp().id, attribute: pupilNumber, people: 20 }]);
    expect(monitor.screen(person(1, '4711')).attributes.get(name('given_name'))).toEqual(['Sanne']);
  });

  it('stays withheld when honest numbers follow, until told to count anew', () => {
    const monitor = newMonitor();
    numbers(20, true).forEach((number, index) => monitor.screen(person(index, number)));
    numbers(300, false).forEach((number, index) => {
      expect(isGiven(monitor, person(100 + index, number))).toBe(false);
    });
    monitor.forget(idp().id);
    expect(isGiven(monitor, person(1, '4711'))).toBe(true);
    expect(reports.length).toBe(1);
  });

  it('counts people, not sign-ins', () => {
    const monitor = newMonitor();
    const [number = ''] = numbers(1, true);
    for (let visit = 0; visit < 100; visit += 1) expect(isGiven(monitor, person(1, number))).toBe(true);
    expect(reports).toEqual([]);
  });

  it('counts what a person was sent with last', () => {
    const monitor = newMonitor();
    const [passing, honest] = [numbers(20, true), numbers(20, false)];
    passing.slice(0, 19).forEach((number, index) => monitor.screen(person(index, number)));
    honest.forEach((number, index) => monitor.screen(person(index, number)));
    expect(isGiven(monitor, person(30, passing[19] ?? ''))).toBe(true);
    expect(reports).toEqual([]);
  });

  it('is not alarmed by ordinary numbers, of which one in eleven passes', () => {
    const monitor = newMonitor();
    for (let index = 0; index < 400; index += 1) {
      expect(isGiven(monitor, person(index, String(300_000_000 + index)))).toBe(true);
    }
  });

  it('lets one slip in twenty pass as such, and two not', () => {
    const [slips, passing] = [numbers(2, false), numbers(18, true)];
    const oneSlip = newMonitor();
    [...slips.slice(1), ...passing, ...numbers(1, true, 500_000_000)].forEach((number, index) =>
      oneSlip.screen(person(index, number)),
    );
    expect(reports.length).toBe(1);
    const twoSlips = newMonitor();
    [...slips, ...passing].forEach((number, index) => twoSlips.screen(person(index, number)));
    expect(reports.length).toBe(0);
  });

  it('notices a school that begins with it after years of honest numbers', () => {
    const monitor = newMonitor();
    numbers(500, false).forEach((number, index) => monitor.screen(person(index, number)));
    numbers(200, true).forEach((number, index) => monitor.screen(person(1000 + index, number)));
    expect(isGiven(monitor, person(9999, '4711'))).toBe(false);
  });

  it('judges every IdP by its own people', () => {
    const monitor = newMonitor();
    numbers(20, true).forEach((number, index) => monitor.screen(person(index, number)));
    expect(isGiven(monitor, person(1, '063138219', { idpId: known(idpId('another-idp')) }))).toBe(true);
  });
});
