import { describe, expect, it } from 'vitest';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import {
  conditionsXml,
  confirmationXml,
  saml,
  type AnswerWishes,
  type Question,
} from '../../testkit/actors/saml-school.ts';

/**
 * Answers that are soundly signed, but by, for or about something else (SAML profiles 4.1.4.3, core 2.5.1, bindings
 * 3.5.5.2). An assertion that is posted twice is not refused here but where the request is consumed.
 */

type Wishes = (question: Question) => AnswerWishes;
const subject = (xml: string) => `<saml:Subject><saml:NameID>p-1</saml:NameID>${xml}</saml:Subject>`;
/** The confirmation with one attribute replaced, or left out. */
const data = (question: Question, name: 'InResponseTo' | 'Recipient', value?: string) => {
  const changed = value === undefined ? '' : `${name}="${value}" `;
  return confirmationXml(question)
    .replace(new RegExp(`${name}="[^"]*" ?`), changed)
    .replace(' >', '>');
};

const attacks: readonly (readonly [string, string, Wishes])[] = [
  ['saml.response_issuer', 'a Response of another IdP', () => ({ responseIssuer: 'https://other.example' })],
  [
    'saml.response_issuer',
    'an Issuer of another format',
    () => ({
      editResponse: (xml) =>
        xml.replace(
          '<saml:Issuer ',
          '<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" ',
        ),
    }),
  ],
  ['saml.response_issuer', 'an Issuer with a blank', ({ entityId }) => ({ responseIssuer: `${entityId} ` })],
  [
    'saml.assertion_issuer',
    'an assertion of another IdP, passed on',
    () => ({ assertionIssuer: 'https://other.example' }),
  ],
  [
    'saml.assertion_issuer',
    'the same in a Response without Issuer',
    () => ({
      responseIssuer: undefined,
      assertionIssuer: 'https://other.example',
    }),
  ],
  [
    'saml.destination',
    'a Response for another service',
    () => ({ destination: 'https://other.example/acs' }),
  ],
  ['saml.destination', 'our address with a query', (q) => ({ destination: `${q.assertionConsumer}?x=1` })],
  [
    'saml.destination',
    'our consumer for another IdP',
    (q) => ({
      destination: q.assertionConsumer.replace('regenboog-saml', 'other-idp'),
    }),
  ],
  ['saml.in_response_to', 'an unsolicited Response', () => ({ responseInResponseTo: undefined })],
  [
    'saml.in_response_to',
    "the answer to another browser's request",
    () => ({ responseInResponseTo: '_other' }),
  ],
  [
    'saml.in_response_to',
    'another request in the assertion',
    (q) => ({ subject: subject(data(q, 'InResponseTo', '_other')) }),
  ],
  [
    'saml.in_response_to',
    'no request in the assertion',
    (q) => ({ subject: subject(data(q, 'InResponseTo')) }),
  ],
  [
    'saml.recipient',
    'an assertion for another service',
    (q) => ({ subject: subject(data(q, 'Recipient', 'https://other.example')) }),
  ],
  [
    'saml.recipient',
    'an assertion for nobody in particular',
    (q) => ({ subject: subject(data(q, 'Recipient')) }),
  ],
  ['saml.audience', 'another audience', (q) => ({ conditions: conditionsXml(q, 'https://other.example') })],
  [
    'saml.audience',
    'an audience that begins like ours',
    (q) => ({ conditions: conditionsXml(q, `${q.audience}2`) }),
  ],
  [
    'saml.audience',
    'a second restriction to others',
    (q) => ({
      conditions: conditionsXml(
        q,
        q.audience,
        '<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction>',
      ),
    }),
  ],
  [
    'saml.audience',
    'no audience',
    (q) => ({
      conditions: conditionsXml(q).replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
    }),
  ],
  [
    'saml.condition',
    'a condition that we do not know',
    (q) => ({ conditions: conditionsXml(q, q.audience, '<saml:Condition></saml:Condition>') }),
  ],
  [
    'saml.condition',
    'a ban on passing it on',
    (q) => ({
      conditions: conditionsXml(q, q.audience, '<saml:ProxyRestriction Count="0"></saml:ProxyRestriction>'),
    }),
  ],
  [
    'saml.confirmation',
    'holder-of-key',
    (q) => ({ subject: subject(confirmationXml(q, undefined, 'holder-of-key')) }),
  ],
  [
    'saml.confirmation',
    'sender-vouches',
    (q) => ({ subject: subject(confirmationXml(q, undefined, 'sender-vouches')) }),
  ],
  ['saml.confirmation', 'no confirmation', () => ({ subject: subject('') })],
  [
    'saml.confirmation',
    'two confirmations',
    (q) => ({ subject: subject(confirmationXml(q) + confirmationXml(q)) }),
  ],
  [
    'saml.confirmation',
    'a confirmation without data',
    (q) => ({
      subject: subject(
        confirmationXml(q).replace(/<saml:SubjectConfirmationData .*<\/saml:SubjectConfirmationData>/, ''),
      ),
    }),
  ],
  [
    'saml.confirmation',
    'two NameIDs',
    (q) => ({ subject: subject(`<saml:NameID>p-2</saml:NameID>${confirmationXml(q)}`) }),
  ],
  [
    'saml.confirmation',
    'a BaseID',
    (q) => ({
      subject: subject(confirmationXml(q)).replace(/NameID/g, 'BaseID'),
    }),
  ],
  ['saml.assertion_shape', 'no Subject', () => ({ subject: '' })],
  ['saml.assertion_shape', 'two Subjects', (q) => ({ subject: subject(confirmationXml(q)).repeat(2) })],
  ['saml.assertion_shape', 'two Conditions', (q) => ({ conditions: conditionsXml(q).repeat(2) })],
  [
    'saml.assertion_shape',
    'a statement of another kind',
    () => ({
      editAssertion: (xml) =>
        xml.replace(
          '</saml:Assertion>',
          '<saml:AuthzDecisionStatement></saml:AuthzDecisionStatement></saml:Assertion>',
        ),
    }),
  ],
  [
    'saml.authentication_missing',
    'no AuthnStatement',
    () => ({ statements: '<saml:AttributeStatement></saml:AttributeStatement>' }),
  ],
  ['saml.version', 'SAML 1.1', () => ({ version: '1.1' })],
  [
    'saml.version',
    'a 1.1 Response around a 2.0 assertion',
    () => ({ editResponse: (xml) => xml.replace('Version="2.0"', 'Version="1.1"') }),
  ],
  [
    'saml.duplicate_id',
    'an ID that two elements share, in another namespace and case',
    () => ({
      editResponse: (xml) =>
        xml.replace(/ ID="([^"]+)"(.*?)<samlp:Status>/, ' ID="$1"$2<samlp:Status xmlns:x="urn:x" x:iD="$1">'),
    }),
  ],
  [
    'saml.version',
    'a 1.1 assertion in a 2.0 Response',
    () => ({ editAssertion: (xml) => xml.replace('Version="2.0"', 'Version="1.1"') }),
  ],
  [
    'saml.response_shape',
    'a Response in another namespace',
    () => ({ editResponse: (xml) => xml.replace('SAML:2.0:protocol', 'SAML:1.0:protocol') }),
  ],
  [
    'saml.response_shape',
    'a LogoutResponse',
    () => ({ editResponse: (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse') }),
  ],
  [
    'saml.assertion_count',
    'no assertion',
    () => ({ editResponse: (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, '') }),
  ],
  [
    'saml.assertion_count',
    'an assertion of another namespace beside it',
    () => ({ editResponse: (xml) => xml.replace('<samlp:Status>', '<samlp:Status><Assertion/>') }),
  ],
  [
    'saml.response_shape',
    'an assertion of another namespace',
    () => ({ editAssertion: (xml) => xml.replace(saml, 'urn:evil') }),
  ],
  [
    'saml.duplicate_id',
    'no ID on the Response',
    () => ({ editResponse: (xml) => xml.replace(/ ID="[^"]*"/, '') }),
  ],
  [
    'saml.signature_shape',
    'no ID on the assertion',
    () => ({ editAssertion: (xml) => xml.replace(/ ID="[^"]*"/, '') }),
  ],
];

describe('a soundly signed answer', () => {
  it.each(attacks)('is refused with %s: %s', async (code, _name, wishes) => {
    const login = await startSamlLogin();
    await expect(login.answer(wishes(login.question))).rejects.toMatchObject({ name: 'SluisError', code });
  });

  it('to an earlier request of the same browser is refused', async () => {
    const first = await startSamlLogin();
    const second = await startSamlLogin();
    await expect(second.read(first.school.respond(first.question))).rejects.toMatchObject({
      code: 'saml.in_response_to',
    });
  });

  it('is refused when nothing is known of a request', async () => {
    const { idp, pending, school, question } = await startSamlLogin();
    const { requestId: _forgotten, ...without } = pending;
    const xml = school.respond(question, { responseInResponseTo: undefined });
    const body = { SAMLResponse: Buffer.from(xml).toString('base64') };
    await expect(idp.readAnswer({ body, rawQuery: '' }, without)).rejects.toMatchObject({
      code: 'saml.in_response_to',
    });
  });
});

describe('a failure that the IdP reports', () => {
  const status = (top: string, second?: string) => {
    const uri = 'urn:oasis:names:tc:SAML:2.0:status:';
    const inner = second === undefined ? '' : `<samlp:StatusCode Value="${uri}${second}"></samlp:StatusCode>`;
    return `<samlp:StatusCode Value="${uri}${top}">${inner}</samlp:StatusCode>`;
  };
  const without = (xml: string) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, '');

  it.each([
    ['login.cancelled', 'Responder', 'AuthnFailed'],
    ['login.cancelled', 'Responder', 'NoPassive'],
    ['login.denied_by_school', 'Responder', 'RequestDenied'],
    ['login.denied_by_school', 'Requester', 'RequestDenied'],
    ['login.denied_by_school', 'Responder', 'UnknownPrincipal'],
    ['saml.status', 'Requester', 'InvalidNameIDPolicy'],
    ['saml.status', 'Responder', 'NoAuthnContext'],
    ['saml.status', 'Responder', undefined],
    ['saml.status', 'VersionMismatch', undefined],
    ['saml.status', 'Success2', undefined],
  ])('gives %s for %s, %s', async (code, top, second) => {
    const login = await startSamlLogin();
    const wishes = { status: status(top, second), signed: 'none', editResponse: without } as const;
    await expect(login.answer(wishes)).rejects.toMatchObject({ code });
    // also with a sound assertion beside it
    await expect(login.answer({ status: status(top, second) })).rejects.toMatchObject({ code });
  });

  it.each(['', status('Success') + status('Success'), '<samlp:StatusMessage>Success</samlp:StatusMessage>'])(
    'is believed to be one when the status is unclear: %s',
    async (unclear) => {
      const login = await startSamlLogin();
      await expect(login.answer({ status: unclear })).rejects.toMatchObject({ code: 'saml.status' });
    },
  );

  it('is not believed when it does not answer our request', async () => {
    const login = await startSamlLogin();
    const answer = login.answer({
      status: status('Responder', 'AuthnFailed'),
      responseInResponseTo: '_other',
    });
    await expect(answer).rejects.toMatchObject({ code: 'saml.in_response_to' });
  });
});
