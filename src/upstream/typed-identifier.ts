import { isSubjectName, type IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { SluisError } from '../domain/errors.ts';
import type { PersonIdentifier } from '../domain/person.ts';
import type { TypedIdentifier } from '../register/model/typed-identifier.ts';
import { isIdentifyingText } from './attributes/identifying-text.ts';
import { readEckId } from './attributes/eck-id.ts';
import { withoutNationalNumbers } from './attributes/forbidden-names.ts';
import { cleanText, incomingAttributes } from './attributes/incoming-attributes.ts';
import { configuredIdentifier, portableNamespace } from './attributes/person-identifiers.ts';
import type { SentAttribute } from './attributes/sent-attribute.ts';

/** Why nobody can be meant by what was typed, and where in it; holds nothing of what was typed. */
export interface NoIdentifier {
  readonly path: readonly string[];
  readonly problem: string;
  readonly remedy: string;
}

/**
 * The identifier that somebody typed, made by the code that makes those of a sign-in, so that both mean the same person.
 * `idps`: the logins of the school.
 */
export function readTypedIdentifier(
  typed: TypedIdentifier,
  {
    school,
    idps,
    catalogue,
  }: {
    readonly school: School;
    readonly idps: readonly IdentityProvider[];
    readonly catalogue: AttributeCatalogue;
  },
): PersonIdentifier | NoIdentifier {
  if ('eckId' in typed) {
    const value = readEckId(typed.eckId);
    const sector = typed.sector ?? school.sector;
    if (value !== undefined) {
      return { namespace: portableNamespace(sector), value, portable: true };
    }
    return {
      path: ['eckId'],
      problem: 'is no ECK iD',
      remedy: 'give it as it was sent: https://ketenid.nl/…',
    };
  }
  const idp = meantIdp(idps, typed.idp);
  if ('problem' in idp) return idp;
  return ofIdp(idp, typed.values, catalogue);
}

function meantIdp(
  idps: readonly IdentityProvider[],
  id: string | undefined,
): IdentityProvider | NoIdentifier {
  const names = idps.map((idp) => idp.id).join(', ');
  if (id !== undefined) {
    const named = idps.find((idp) => idp.id === id);
    if (named !== undefined) return named;
    const problem = idps.length === 0 ? 'the school has no login' : 'is no login of the school';
    return { path: ['idp'], problem, remedy: idps.length === 0 ? 'use the ECK iD' : `name one of ${names}` };
  }
  const [only, ...others] = idps;
  if (only === undefined) return { path: [], problem: 'the school has no login', remedy: 'use the ECK iD' };
  if (others.length === 0) return only;
  return { path: ['idp'], problem: 'the school has several logins', remedy: `name one of ${names}` };
}

function ofIdp(
  idp: IdentityProvider,
  values: ReadonlyMap<string, string>,
  catalogue: AttributeCatalogue,
): PersonIdentifier | NoIdentifier {
  const { attributes } = idp.identifier;
  const asked = attributes.join(' and ');
  if (values.size !== attributes.length || !attributes.every((name) => values.has(name))) {
    return {
      path: ['values'],
      problem: `this login tells people apart by ${asked}`,
      remedy: `give ${asked}`,
    };
  }
  const typed: SentAttribute[] = [];
  for (const [name, text] of values) {
    if (!isIdentifyingText(cleanText(text))) {
      const problem = 'is empty, or has characters that nobody types';
      return { path: ['values', name], problem, remedy: 'give it as the login sends it' };
    }
    typed.push({ name, values: [{ text, isText: true }] });
  }
  const incoming = incomingAttributes(typed);
  const { kept } = withoutNationalNumbers(incoming, catalogue.forbiddenIncoming);
  const [subject] = attributes.filter(isSubjectName).flatMap((name) => incoming.values.get(name) ?? []);
  return configured({ idp, catalogue, subject, incoming: kept }) ?? notUsed(asked);
}

function configured(sources: Parameters<typeof configuredIdentifier>[0]): PersonIdentifier | undefined {
  try {
    return configuredIdentifier(sources);
  } catch (error) {
    if (error instanceof SluisError && error.code.startsWith('identity.')) return undefined;
    throw error;
  }
}

/** A national number, or a name that goes to the next person: no sign-in is recognised by it. */
function notUsed(asked: string): NoIdentifier {
  return { path: ['values'], problem: `nobody is recognised by ${asked}`, remedy: 'use the ECK iD' };
}
