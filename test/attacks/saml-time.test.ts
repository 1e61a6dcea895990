import { describe, expect, it } from 'vitest';
import { startSamlLogin, type SamlLoginWishes } from '../../testkit/actors/saml-login.ts';
import {
  conditionsXml,
  confirmationXml,
  instant,
  type AnswerWishes,
  type Question,
} from '../../testkit/actors/saml-school.ts';

/** Dates of soundly signed answers (SAML core 1.3.3, 2.4.1.2, 2.5.1; profiles 4.1.4.2). The clock skew is a minute. */

const minute = 60_000;
const hour = 60 * minute;
const subject = (question: Question, period: string) =>
  `<saml:Subject>${confirmationXml(question, `InResponseTo="${question.requestId}"${period} Recipient="${question.assertionConsumer}"`)}</saml:Subject>`;
const conditions = (question: Question, period: string) =>
  conditionsXml(question).replace(/<saml:Conditions [^>]*>/, `<saml:Conditions${period}>`);

type Wishes = (question: Question) => AnswerWishes;
const attacks: readonly (readonly [string, string, Wishes])[] = [
  ['saml.date', 'no end of the confirmation', (q) => ({ subject: subject(q, '') })],
  [
    'saml.expired',
    'a confirmation that ended',
    (q) => ({ subject: subject(q, ` NotOnOrAfter="${instant(q.now - 2 * minute)}"`) }),
  ],
  [
    'saml.not_yet_valid',
    'a confirmation that did not begin',
    (q) => ({
      subject: subject(
        q,
        ` NotBefore="${instant(q.now + 2 * minute)}" NotOnOrAfter="${instant(q.now + hour)}"`,
      ),
    }),
  ],
  [
    'saml.valid_too_long',
    'a confirmation for ever',
    (q) => ({ subject: subject(q, ' NotOnOrAfter="9998-12-31T23:59:59Z"') }),
  ],
  [
    'saml.expired',
    'conditions that ended',
    (q) => ({ conditions: conditions(q, ` NotOnOrAfter="${instant(q.now - 2 * minute)}"`) }),
  ],
  [
    'saml.not_yet_valid',
    'conditions that did not begin',
    (q) => ({
      conditions: conditions(
        q,
        ` NotBefore="${instant(q.now + 2 * minute)}" NotOnOrAfter="${instant(q.now + hour)}"`,
      ),
    }),
  ],
  ['saml.date', 'an empty end of the conditions', (q) => ({ conditions: conditions(q, ' NotOnOrAfter=""') })],
  [
    'saml.valid_too_long',
    'conditions for ever',
    (q) => ({ conditions: conditions(q, ' NotOnOrAfter="9998-12-31T23:59:59Z"') }),
  ],
  ['saml.issued_in_future', 'issued in the future', (q) => ({ issuedAt: instant(q.now + 2 * minute) })],
  [
    'saml.issued_in_future',
    'a Response from the future',
    (q) => ({
      editResponse: (xml) =>
        xml.replace(/IssueInstant="[^"]+"/, `IssueInstant="${instant(q.now + 2 * minute)}"`),
    }),
  ],
  [
    'saml.issued_in_future',
    'an assertion from the future',
    (q) => ({
      editAssertion: (xml) =>
        xml.replace(/IssueInstant="[^"]+"/, `IssueInstant="${instant(q.now + 2 * minute)}"`),
    }),
  ],
  [
    'saml.issued_before_request',
    'an assertion kept from before the request',
    (q) => ({
      editAssertion: (xml) =>
        xml.replace(/IssueInstant="[^"]+"/, `IssueInstant="${instant(q.now - 2 * minute)}"`),
    }),
  ],
  [
    'saml.authentication_in_future',
    'a sign-in in the future',
    (q) => ({ authnInstant: instant(q.now + 2 * minute) }),
  ],
  [
    'saml.date',
    'no time of sign-in',
    () => ({ editAssertion: (xml) => xml.replace(/ AuthnInstant="[^"]+"/, '') }),
  ],
  [
    'saml.session_expired',
    'a session that ended',
    (q) => ({
      editAssertion: (xml) =>
        xml.replace(
          'SessionIndex="_s1"',
          `SessionIndex="_s1" SessionNotOnOrAfter="${instant(q.now - 2 * minute)}"`,
        ),
    }),
  ],
];

describe('a soundly signed answer', () => {
  it.each(attacks)('is refused with %s: %s', async (code, _name, wishes) => {
    const login = await startSamlLogin();
    await expect(login.answer(wishes(login.question))).rejects.toMatchObject({ code });
  });

  const sloppy = [
    '9999',
    '2099',
    '2099-01-01',
    '2099-01-01T00:00:00',
    '2099-01-01T00:00:00+00:00',
    '2099-01-01T00:00:00z',
    '2099-01-01 00:00:00Z',
    ' 2099-01-01T00:00:00Z',
    '2099-02-30T00:00:00Z',
    '2099-01-01T24:00:00Z',
    '2099-01-01T00:00Z',
    'Thu, 01 Jan 2099 00:00:00 GMT',
    '+002099-01-01T00:00:00Z',
    '4070908800000',
    'Infinity',
    '',
    '2099-13-01T00:00:00Z',
    '2099-01-01T00:00:61Z',
    '２０99-01-01T00:00:00Z',
  ];

  it.each(sloppy)('with the sloppy date "%s" is refused, wherever it stands', async (date) => {
    const login = await startSamlLogin();
    const { question } = login;
    const places: AnswerWishes[] = [
      { subject: subject(question, ` NotOnOrAfter="${date}"`) },
      { conditions: conditions(question, ` NotOnOrAfter="${date}"`) },
      { authnInstant: date },
      { issuedAt: date },
    ];
    for (const place of places) {
      await expect(login.answer(place)).rejects.toMatchObject({ code: 'saml.date' });
    }
  });

  it('within the clock skew is accepted', async () => {
    const login = await startSamlLogin();
    const { now } = login.question;
    const wishes: AnswerWishes = {
      issuedAt: instant(now + minute / 2),
      authnInstant: instant(now + minute / 2),
      conditions: conditions(
        login.question,
        ` NotBefore="${instant(now + minute / 2)}" NotOnOrAfter="${instant(now - minute / 2)}"`,
      ),
    };
    expect((await login.answer(wishes)).subject).toBe('pupil-0001');
  });

  it.each([
    [0, minute / 2],
    [180, 4 * minute],
  ])('is refused beyond what the record of its IdP allows: %i seconds', async (allowed, off) => {
    const login = await startSamlLogin({ clockToleranceSeconds: allowed });
    await expect(login.answer({ issuedAt: instant(login.question.now + off) })).rejects.toMatchObject({
      code: 'saml.issued_in_future',
    });
  });

  it('is accepted within what the record of its IdP allows', async () => {
    const login = await startSamlLogin({ clockToleranceSeconds: 180 });
    const later = instant(login.question.now + 2.5 * minute);
    const { subject } = await login.answer({ issuedAt: later, authnInstant: later });
    expect(subject).toBe('pupil-0001');
  });
});

describe('the age of a sign-in', () => {
  const signIn = async (wishes: SamlLoginWishes, age: number) => {
    const login = await startSamlLogin(wishes);
    return login.answer({ authnInstant: instant(login.question.now - age) });
  };

  it('does not matter when nobody asked', async () => {
    expect((await signIn({}, 90 * 24 * hour)).subject).toBe('pupil-0001');
  });

  it('is limited by max_age', async () => {
    expect((await signIn({ maxAge: 3600 }, hour - minute)).subject).toBe('pupil-0001');
    await expect(signIn({ maxAge: 3600 }, hour + 2 * minute)).rejects.toMatchObject({
      code: 'saml.authentication_too_old',
    });
  });

  it('is not limited when the school was asked anew without having to prove it', async () => {
    expect((await signIn({ signInAnew: 'ask' }, 90 * 24 * hour)).subject).toBe('pupil-0001');
  });

  it('is limited to this very visit after a forced login: an IdP that ignores ForceAuthn is found out', async () => {
    expect((await signIn({ signInAnew: 'prove' }, 0)).subject).toBe('pupil-0001');
    await expect(signIn({ signInAnew: 'prove' }, 2 * minute)).rejects.toMatchObject({
      code: 'saml.authentication_too_old',
    });
  });
});
