import { inflateRawSync } from 'node:zlib';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { createSamlSchool, persistent } from '../../testkit/actors/saml-school.ts';
import { schools } from '../../testkit/federation/schools.ts';
import type { Person } from './people.ts';

export const samlEntityId = 'https://saml.school.example/metadata';

export interface SamlAnswer {
  readonly action: string;
  readonly fields: { readonly SAMLResponse: string; readonly RelayState: string };
}

/** A SAML school as far as a login needs it: people are signed in already, and it answers at once. RSA-2048, SHA-256. */
export interface SamlSchool {
  readonly certificatePem: string;
  answer(url: string, person: Person): SamlAnswer;
}

/** `audience` and `assertionConsumer` are those of the program that asks; `brin` is what the school says of itself. */
export async function createBenchSamlSchool(
  asker: { audience: string; assertionConsumer: string },
  brin: string = schools.regenboog.brin,
): Promise<SamlSchool> {
  const key = await makeCertifiedKey();
  const school = createSamlSchool(key);
  return {
    certificatePem: key.certificatePem,
    answer(url, person) {
      const asked = new URL(url).searchParams;
      const xml = school.respond(
        {
          entityId: samlEntityId,
          ...asker,
          requestId: requestId(asked.get('SAMLRequest') ?? ''),
          now: Date.now(),
        },
        {
          nameId: `<saml:NameID Format="${persistent}">${person.subject}</saml:NameID>`,
          attributes: attributesOf(person, brin),
        },
      );
      const fields = {
        SAMLResponse: Buffer.from(xml).toString('base64'),
        RelayState: asked.get('RelayState') ?? '',
      };
      return { action: asker.assertionConsumer, fields };
    },
  };
}

function requestId(deflated: string): string {
  const xml = inflateRawSync(Buffer.from(deflated, 'base64')).toString('utf8');
  return / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
}

/** What a school's IdP in a federation sends, needed or not: a Response of some 5.5 kB. */
function attributesOf(
  { subject, givenName }: Person,
  brin: string,
): readonly (readonly [string, readonly string[]])[] {
  return [
    ['urn:mace:dir:attribute-def:uid', [subject]],
    ['urn:mace:dir:attribute-def:givenName', [givenName]],
    ['urn:mace:dir:attribute-def:sn', ['van der Proef']],
    ['urn:mace:dir:attribute-def:cn', [`${givenName} van der Proef`]],
    ['urn:mace:dir:attribute-def:displayName', [`${givenName} van der Proef`]],
    ['urn:mace:dir:attribute-def:mail', [`${subject}@school.example`]],
    ['urn:mace:dir:attribute-def:eduPersonPrincipalName', [`${subject}@school.example`]],
    ['eduPersonAffiliation', ['student']],
    ['urn:mace:dir:attribute-def:nlEduPersonHomeOrganization', [schools.regenboog.name]],
    ['urn:mace:dir:attribute-def:nlEduPersonHomeOrganizationId', [brin]],
    ['urn:mace:dir:attribute-def:nlEduPersonUnit', ['groep-5', 'plusklas']],
    ['urn:mace:dir:attribute-def:eduPersonEntitlement', ['urn:x-surfnet:example', 'urn:x-surfnet:another']],
    ['urn:mace:dir:attribute-def:preferredLanguage', ['nl']],
  ];
}
