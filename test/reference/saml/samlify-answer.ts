// before samlify: both bring an ambient module for xmldom, and that of samlify is of an older version
import '@xmldom/xmldom';
import { ServiceProvider } from 'samlify';
import { loginResponseXml } from '../../../demo/saml-school/response-xml.ts';
import { sealResponse } from '../../../demo/saml-school/sealing.ts';
import { samlServiceProviderMetadata } from '../../../src/upstream/saml/metadata.ts';
import { bareCertificate } from '../../../testkit/values/saml-certificate.ts';
import { issuer, startSamlLogin } from '../../../testkit/actors/saml-login.ts';
import { toJudge } from './good-answers.ts';
import type { AnswerToJudge } from './reading.ts';

/** What samlify signs and encrypts: assertion and Response, and AES-256-GCM. */
export async function samlifyAnswer(encryptAssertions: boolean): Promise<AnswerToJudge> {
  const login = await startSamlLogin();
  const { question, school } = login;
  const { idp, keys: ours } = login;
  const metadata = samlServiceProviderMetadata({
    idpId: idp.id,
    issuer,
    keys: ours,
    signRequests: true,
  });
  const broker = {
    entityId: question.audience,
    assertionConsumerUrl: question.assertionConsumer,
    signingCertificates: [],
    entity: ServiceProvider({ metadata }),
  };
  const plain = await loginResponseXml({
    responseId: '_response-1',
    assertionId: '_assertion-1',
    issuer: question.entityId,
    destination: question.assertionConsumer,
    audience: question.audience,
    inResponseTo: question.requestId,
    now: question.now,
    authenticatedAt: question.now,
    sessionIndex: '_session-1',
    nameId: 'pupil-0001',
    attributes: new Map([['uid', ['a & b', 'Zoë']]]),
  });
  const keys = { privateKeyPem: school.key.privateKeyPem, certificate: bareCertificate(school.key) };
  return toJudge(login, await sealResponse(plain, keys, encryptAssertions ? broker : undefined));
}
