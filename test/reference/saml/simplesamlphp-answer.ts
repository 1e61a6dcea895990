import { createBrowser, firstForm } from '../../../testkit/actors/browser.ts';
import { bareCertificate } from '../../../testkit/values/saml-certificate.ts';
import { startSamlLogin } from '../../../testkit/actors/saml-login.ts';
import { simpleSamlPhpPassword } from '../../../testkit/services/simplesamlphp-configuration.ts';
import { startSimpleSamlPhp } from '../../../testkit/services/simplesamlphp.ts';
import { toJudge } from './good-answers.ts';
import type { AnswerToJudge } from './reading.ts';

const person = { login: 'madelief', attributes: { uid: ['madelief'], givenName: ['Zoë & Co'] } } as const;

/** What SimpleSAMLphp answers when somebody types a password, and what the broker expected. */
export async function simpleSamlPhpAnswer(encryptAssertions: boolean): Promise<AnswerToJudge> {
  const { question, encryptionKey } = await startSamlLogin();
  const us = {
    entityId: question.audience,
    assertionConsumer: question.assertionConsumer,
    signingCertificates: [],
    encryptionCertificates: [bareCertificate(encryptionKey)],
  };
  const school = await startSimpleSamlPhp({ serviceProviders: [us], users: [person], encryptAssertions });
  try {
    const { entityId, singleSignOnUrl, certificatePem } = school;
    const protocol = { entityId, singleSignOnUrl, certificates: [certificatePem] };
    const login = await startSamlLogin({ protocol });
    if (login.start.kind !== 'redirect') throw new TypeError('the fixture asks by redirect');
    const browser = createBrowser(({ origin }) => origin === school.origin);
    const at = await browser.go(login.start.url);
    const AuthState = /name="AuthState" value="([^"]*)"/.exec(at.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const typed = { username: person.login, password: simpleSamlPhpPassword, AuthState };
    const answered = await browser.post(`${at.url.origin}${at.url.pathname}`, typed);
    const { SAMLResponse = '' } = firstForm(answered.body).fields;
    const xml = Buffer.from(SAMLResponse, 'base64').toString('utf8');
    return { ...toJudge(login, xml), certificatePem };
  } finally {
    await school.stop();
  }
}
