import { isIdentifyingText } from '../attributes/identifying-text.ts';
import type { Expectation } from './expectation.ts';
import { refusal, wrongAddress } from './refusals.ts';
import { nameIdFormats } from './vocabulary.ts';
import { onlyChild, textOf, type XmlElement } from './xml-tree.ts';

/** Core 8.3.7 limits persistent identifiers to 256 characters. */
const maximumLength = 256;

/**
 * The stable identifier of the person at this IdP, where the register says that its NameID identifies; everywhere else
 * nobody looks at it. A persistent one counts, and one without format; a transient one, an e-mail address or a Windows
 * name never.
 */
export function stableNameId(assertion: XmlElement, expected: Expectation): string | undefined {
  if (!expected.nameIdIdentifies) return undefined;
  const subject = onlyChild(assertion, 'saml:Subject');
  if (subject === undefined) return undefined;
  if (onlyChild(subject, 'saml:EncryptedID') !== undefined) throw refusal('saml.nameid_encrypted');
  const nameId = onlyChild(subject, 'saml:NameID');
  if (nameId === undefined || !identifies(nameId.attributes.get('Format'))) return undefined;
  checkQualifiers(nameId, expected);
  const value = textOf(nameId)?.trim().normalize('NFC');
  if (value === '') throw refusal('saml.nameid_empty');
  if (value === undefined || value.length > maximumLength || !isIdentifyingText(value)) {
    throw refusal('saml.nameid');
  }
  return value;
}

function identifies(format: string = nameIdFormats.unspecified): boolean {
  return format === nameIdFormats.persistent || format === nameIdFormats.unspecified;
}

/** Under other qualifiers the same value is another person. */
function checkQualifiers(nameId: XmlElement, { entityId, us }: Expectation): void {
  const qualifier = nameId.attributes.get('NameQualifier') ?? entityId;
  const forServiceProvider = nameId.attributes.get('SPNameQualifier') ?? us.entityId;
  if (qualifier !== entityId) throw wrongAddress('saml.nameid_qualifier', entityId, qualifier);
  if (forServiceProvider !== us.entityId) {
    throw wrongAddress('saml.nameid_qualifier', us.entityId, forServiceProvider);
  }
}
