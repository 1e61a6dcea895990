import { describe, expect, it } from 'vitest';
import { ourAddresses } from '../../../../src/upstream/saml/addresses.ts';
import { checkAssertion } from '../../../../src/upstream/saml/assertion-checks.ts';
import type { Expectation } from '../../../../src/upstream/saml/expectation.ts';
import { parseXml } from '../../../../src/upstream/saml/scan-xml.ts';
import { issuer, startSamlLogin } from '../../../../testkit/actors/saml-login.ts';
import {
  assertionXml,
  conditionsXml,
  instant,
  type AnswerWishes,
} from '../../../../testkit/actors/saml-school.ts';

/** The checks by themselves, without signature and text: by the clock that is passed in. */

const { pending, question, idp } = await startSamlLogin();
const minute = 60_000;
/** Instants are written without milliseconds. */
const wholeSecond = Math.floor(question.now / 1000) * 1000;
const expected: Expectation = {
  entityId: question.entityId,
  us: ourAddresses(issuer, idp.id),
  pending,
  now: question.now,
  skewMs: minute,
  requireEncryptedAssertions: false,
  nameIdIdentifies: true,
};
const conditions = (period: string) =>
  conditionsXml(question).replace(/<saml:Conditions [^>]*>/, `<saml:Conditions ${period}>`);
const check = (wishes: AnswerWishes, by: Partial<Expectation> = {}) =>
  checkAssertion(parseXml(assertionXml(question, wishes)), { ...expected, ...by });

describe('the checks of the signed assertion', () => {
  it('let an honest one pass', () => {
    expect(() => check({})).not.toThrow();
  });

  it.each([
    ['the audience of another', 'saml.audience', conditionsXml(question, 'https://other.example')],
    [
      'no audience',
      'saml.audience',
      conditionsXml(question).replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
    ],
    [
      'conditions of two minutes ago',
      'saml.expired',
      conditions(`NotOnOrAfter="${instant(question.now - 2 * minute)}"`),
    ],
    [
      'conditions from two minutes on',
      'saml.not_yet_valid',
      conditions(
        `NotBefore="${instant(question.now + 2 * minute)}" NotOnOrAfter="${instant(question.now + 5 * minute)}"`,
      ),
    ],
    ['no conditions', 'saml.conditions_missing', ''],
    ['a year in the place of a date', 'saml.date', conditions('NotOnOrAfter="2099"')],
    ['conditions twice', 'saml.assertion_shape', conditionsXml(question).repeat(2)],
  ])('refuse %s: %s', (_name, code, wrong) => {
    expect(() => check({ conditions: wrong })).toThrow(expect.objectContaining({ code }));
  });

  it('go by the clock that is passed in', () => {
    const later = question.now + 10 * minute;
    expect(() => check({}, { now: later })).toThrow(expect.objectContaining({ code: 'saml.expired' }));
  });

  it.each([
    ['is over', `NotOnOrAfter="${instant(wholeSecond - 2 * minute)}"`, -120],
    ['begins later', `NotBefore="${instant(wholeSecond + 3 * minute)}"`, 180],
  ])('say how far off a time is that %s', (_name, period, secondsFromNow) => {
    expect(() => check({ conditions: conditions(period) }, { now: wholeSecond })).toThrow(
      expect.objectContaining({ details: { secondsFromNow } }),
    );
  });
});
