import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { PersonIdentifier } from '../domain/person.ts';
import { readEckId } from '../upstream/attributes/eck-id.ts';
import { lengthPrefixed } from '../upstream/attributes/person-identifiers.ts';

/**
 * One person on a line, separated by tabs: the parts of the configured identifier as the IdP sends them, and the ECK iD.
 * They are read as the login reads them. Without any of the parts the ECK iD stands alone.
 */
export function readIdentifierLine(
  line: string,
  { identifier: { namespace, attributes } }: Pick<IdentityProvider, 'identifier'>,
  { sector }: Pick<School, 'sector'>,
): readonly PersonIdentifier[] | 'malformed' | 'unreadable' {
  const columns = line.split('\t').map((column) => column.trim().normalize('NFC'));
  const [parts, eckId] = [columns.slice(0, -1), columns.at(-1)];
  if (parts.length !== attributes.length || !line.isWellFormed()) return 'unreadable';
  const value = readEckId(eckId ?? '');
  if (value === undefined) return 'malformed';
  const portable = { namespace: `eckid:${sector}`, value, portable: true };
  if (parts.includes('')) return [portable];
  return [portable, { namespace, value: lengthPrefixed(parts), portable: false }];
}
