import { isSubjectName, type IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { EducationSector, School } from '../../register/model/kinds/school.ts';
import { SluisError } from '../../domain/errors.ts';
import { catalogueNames, type AttributeCatalogue } from '../../domain/attributes.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { PersonIdentifier } from '../../domain/person.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import type { Notify } from './notices.ts';
import { isIdentifyingText } from './identifying-text.ts';
import { isUnstableName } from './unstable-names.ts';

/** Namespaces of portable identifiers are the chain's; an IdP's own must never look like one. */
const portablePrefix = 'eckid:';

export interface IdentifierSources {
  readonly idp: IdentityProvider;
  readonly catalogue: AttributeCatalogue;
  /** At least one: the schools that were asserted. */
  readonly schools: readonly School[];
  /** SAML persistent NameID or OpenID Connect `sub`. */
  readonly subject: string | undefined;
  readonly incoming: KeptAttributes;
  readonly own: ReadonlyMap<AttributeName, readonly string[]>;
  readonly notify: Notify;
}

/**
 * The identifiers of a person, the most portable one first: ECK iD, then the one that is configured for the IdP.
 * One of them is enough.
 *
 * Throws `identity.identifier_missing` when there is none, and `identity.identifier_ambiguous`,
 * `identity.identifier_unreadable`, `identity.identifier_not_allowed` or `identity.education_sector_ambiguous`.
 */
export function personIdentifiers(sources: IdentifierSources): readonly PersonIdentifier[] {
  const configured = configuredIdentifier(sources);
  const identifiers = [portableIdentifier(sources), configured].filter(
    (identifier) => identifier !== undefined,
  );
  if (configured === undefined) sources.notify({ reason: 'identifier_missing' });
  if (identifiers.length > 0) return identifiers;
  const [attribute] = sources.idp.identifier.attributes;
  throw new SluisError(
    'identity.identifier_missing',
    'neither a portable identifier nor the configured one',
    { details: attribute === undefined ? {} : { attribute } },
  );
}

/**
 * An ECK iD is another one in every education sector, so the sector is part of its name. One value for schools
 * of two sectors contradicts that: under either name it could join two people for ever.
 */
function portableIdentifier({ catalogue, own, schools }: IdentifierSources): PersonIdentifier | undefined {
  const portable = [...catalogue.attributes.values()].filter((attribute) => attribute.portable);
  const [value] = portable.flatMap((attribute) => own.get(attribute.name) ?? []);
  if (value === undefined) return undefined;
  const [sector, ...others] = new Set(schools.map((school) => school.sector));
  if (sector === undefined || others.length > 0) {
    throw new SluisError(
      'identity.education_sector_ambiguous',
      'one ECK iD for schools of several education sectors',
    );
  }
  return { namespace: portableNamespace(sector), value, portable: true };
}

/** An ECK iD is another one in every education sector. */
export function portableNamespace(sector: EducationSector): string {
  return `${portablePrefix}${sector}`;
}

/** The identifier that is configured for the IdP; `undefined` where a part of it is missing. Throws as `personIdentifiers` does. */
export function configuredIdentifier(
  sources: Pick<IdentifierSources, 'idp' | 'catalogue' | 'subject' | 'incoming'>,
): PersonIdentifier | undefined {
  const { namespace, attributes } = sources.idp.identifier;
  const unstable = attributes.find((name) => isUnstable(name, sources));
  if (namespace.startsWith(portablePrefix) || unstable !== undefined) {
    const attribute = unstable ?? attributes[0];
    throw new SluisError(
      'identity.identifier_not_allowed',
      'the IdP is configured with an identifier that may change',
      { details: attribute === undefined ? {} : { attribute } },
    );
  }
  const parts = attributes.map((name) => onlyValue(name, sources));
  const complete = parts.filter((part) => part !== undefined).filter((part) => part !== '');
  if (complete.length === 0 || complete.length < parts.length) return undefined;
  const unreadable = attributes.find((_name, position) => !isIdentifyingText(complete[position] ?? ''));
  if (unreadable !== undefined) throw unreadableIdentifier(unreadable);
  return { namespace, value: lengthPrefixed(complete), portable: false };
}

function onlyValue(
  name: string,
  { incoming, subject }: Pick<IdentifierSources, 'incoming' | 'subject'>,
): string | undefined {
  if (isSubjectName(name)) return subject;
  if (incoming.unreadable.has(name)) throw unreadableIdentifier(name);
  const [value, ...others] = new Set(incoming.values.get(name));
  if (others.length > 0) {
    throw new SluisError('identity.identifier_ambiguous', 'several values for one identifier', {
      details: { attribute: name },
    });
  }
  return value;
}

function isUnstable(name: string, { idp, catalogue }: Pick<IdentifierSources, 'idp' | 'catalogue'>): boolean {
  if (isUnstableName(name)) return true;
  const own =
    idp.attributeMap.get(name) ??
    [...catalogue.attributes.values()].find((one) => catalogueNames(one).includes(name))?.name;
  return own === 'email';
}

function unreadableIdentifier(attribute: string): SluisError {
  return new SluisError(
    'identity.identifier_unreadable',
    'a part of the configured identifier is no plain text, or holds characters that nobody sees',
    { details: { attribute } },
  );
}

/** Bytes of each part, a colon and the part: no two lists of parts give the same text. */
export function lengthPrefixed(parts: readonly string[]): string {
  return parts.map((part) => `${String(Buffer.byteLength(part))}:${part}`).join('');
}
