import { ourAddresses } from '../../../src/upstream/saml/addresses.ts';
import { startSamlLogin, issuer, type SamlLogin } from '../../../testkit/actors/saml-login.ts';
import {
  attributeStatementXml,
  authnStatementXml,
  instant,
  type AnswerWishes,
} from '../../../testkit/actors/saml-school.ts';
import type { AnswerToJudge } from './reading.ts';

/** Changes XML on its way from the school. */
export type Edit = (xml: string) => string;

/** A way in which a school signs and encrypts, and an answer of it that may be changed on the way. */
export interface SigningMode {
  readonly name: string;
  /** Changes the Response, or what is inside the encryption where there is one. */
  answer(edit?: Edit): AnswerToJudge;
}

const sha512 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512';

/** With everything in it that canonicalization could get wrong. Already in canonical form, as the school signs it. */
const intricateNameId =
  '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" SPProvidedID="a&#x9;b&#xA;&#xD;&lt;&amp;&quot;>">leerling Ünï 学生 &amp; &lt;1&gt; "2" \u{1F600}</saml:NameID>';
const withCarriageReturn = (xml: string): string => xml.replace('ac:classes:Password', '$&&#xD;');

const typed = (xml: string): string =>
  xml.replaceAll(
    '<saml:AttributeValue>',
    '<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
  );

/** Every kind of signature and encryption, each in a login of its own. */
export async function signingModes(): Promise<readonly SigningMode[]> {
  const login = await startSamlLogin();
  const encryptFor = { key: login.encryptionKey } as const;
  // node-saml goes by the clock of the machine, and many mutants take a while
  const end = instant(login.question.now + 12 * 60 * 60 * 1000);
  const editAssertion: Edit = (xml) => xml.replace(/NotOnOrAfter="[^"]+"/g, `NotOnOrAfter="${end}"`);
  const modes: Readonly<Record<string, AnswerWishes>> = {
    'assertion signed': { signed: 'assertion' },
    'both signed': { signed: 'both' },
    'RSA with SHA-512': {
      signature: { signatureMethod: sha512, digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha512' },
    },
    'every character': {
      nameId: intricateNameId,
      statements: withCarriageReturn(authnStatementXml(login.question)),
    },
    'typed values': {
      statements: authnStatementXml(login.question) + typed(attributeStatementXml([['uid', ['a', 'b']]])),
    },
    'encrypted, AES-128-CBC': { encryptFor },
    'both signed, encrypted, AES-256-GCM': {
      signed: 'both',
      encryptFor: { ...encryptFor, cipher: 'aes256-gcm' },
    },
  };
  return Object.entries(modes).map(([name, wishes]) => ({
    name,
    answer: (edit = (xml) => xml) => {
      const edits = wishes.encryptFor === undefined ? { editResponse: edit } : { editSignedAssertion: edit };
      return toJudge(login, login.school.respond(login.question, { editAssertion, ...wishes, ...edits }));
    },
  }));
}

/** What the broker expects of an answer to this login, and the keys of both sides. */
export function toJudge(login: SamlLogin, xml: string): AnswerToJudge {
  const { question, pending, idp, school, encryptionKey } = login;
  return {
    xml,
    expected: {
      entityId: question.entityId,
      us: ourAddresses(issuer, idp.id),
      pending,
      now: question.now,
      skewMs: 60_000,
      requireEncryptedAssertions: false,
      nameIdIdentifies: true,
    },
    certificatePem: school.key.certificatePem,
    decryptionKeyPem: encryptionKey.privateKeyPem,
  };
}
