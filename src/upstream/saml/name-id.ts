import type { Expectation } from './expectation.ts';
import { refusal } from './refusals.ts';
import { nameIdFormats } from './vocabulary.ts';
import { onlyChild, textOf, type XmlElement } from './xml-tree.ts';

/** Core 8.3.7 limits persistent identifiers to 256 characters. */
const maximumLength = 256;
/** Control, invisible, private and unassigned characters: two identifiers that look alike must be alike. */
const unfit = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * The stable identifier of the person at this IdP. A persistent NameID counts; one without format only where the
 * register says that this IdP's NameID identifies; a transient one, an e-mail address or a Windows name never.
 */
export function stableNameId(assertion: XmlElement, expected: Expectation): string | undefined {
  const subject = onlyChild(assertion, 'saml:Subject');
  const nameId = subject === undefined ? undefined : onlyChild(subject, 'saml:NameID');
  if (nameId === undefined) return undefined;
  const value = textOf(nameId)?.trim().normalize('NFC');
  if (value === undefined || value === '' || value.length > maximumLength || unfit.test(value)) {
    throw refusal('saml.nameid');
  }
  if (!identifies(nameId.attributes.get('Format') ?? nameIdFormats.unspecified, expected)) return undefined;
  checkQualifiers(nameId, expected);
  return value;
}

function identifies(format: string, { nameIdIdentifies }: Expectation): boolean {
  if (format === nameIdFormats.persistent) return true;
  return format === nameIdFormats.unspecified && nameIdIdentifies;
}

/** Under other qualifiers the same value is another person. */
function checkQualifiers(nameId: XmlElement, { entityId, us }: Expectation): void {
  const qualifier = nameId.attributes.get('NameQualifier') ?? entityId;
  const forServiceProvider = nameId.attributes.get('SPNameQualifier') ?? us.entityId;
  if (qualifier !== entityId || forServiceProvider !== us.entityId) throw refusal('saml.nameid_qualifier');
}
