import type { Attribute, AttributeCatalogue } from '../../domain/attributes.ts';
import { calendarDay } from '../../domain/clock.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { IdentityProvider } from '../../domain/register.ts';
import type { IncomingValues } from './forbidden-names.ts';
import { readEckId } from './eck-id.ts';
import type { Notify } from './notices.ts';

type OwnValues = Map<AttributeName, readonly string[]>;

/**
 * Translates incoming names into our own: the catalogue's names, and on top of them the IdP's own map, which
 * wins. Names that neither knows are dropped. The same attribute under two names counts once.
 */
export function inOwnVocabulary(
  incoming: IncomingValues,
  idp: Pick<IdentityProvider, 'attributeMap'>,
  catalogue: AttributeCatalogue,
  notify: Notify,
): ReadonlyMap<AttributeName, readonly string[]> {
  const own: OwnValues = new Map();
  for (const attribute of catalogue.attributes.values()) {
    const values = incomingNames(attribute, idp).flatMap((name) => incoming.get(name) ?? []);
    const shaped = inShape(attribute, values, notify);
    if (shaped.length > 0) own.set(attribute.name, shaped);
  }
  return own;
}

function incomingNames(attribute: Attribute, idp: Pick<IdentityProvider, 'attributeMap'>): readonly string[] {
  const fromCatalogue = attribute.incoming.filter((name) => !idp.attributeMap.has(name));
  const fromIdp = [...idp.attributeMap].filter(([, own]) => own === attribute.name).map(([name]) => name);
  return [...fromCatalogue, ...fromIdp];
}

function inShape(attribute: Attribute, values: readonly string[], notify: Notify): readonly string[] {
  const wellFormed = values.map((value) => shapeOf(attribute)(value)).filter((value) => value !== undefined);
  if (wellFormed.length < values.length) notify({ reason: 'malformed', attribute: attribute.name });
  const distinct = [...new Set(wellFormed)];
  if (attribute.type === 'list' || distinct.length <= 1 || isScope(attribute)) return distinct;
  notify({ reason: 'several_values', attribute: attribute.name });
  return [];
}

/** Which of several schools a person means is settled later, so a school may come with several values here. */
function isScope(attribute: Attribute): boolean {
  return attribute.name === 'school_brin' || attribute.name === 'school_branch';
}

function shapeOf(attribute: Attribute): (value: string) => string | undefined {
  if (attribute.portable) return readEckId;
  if (attribute.type === 'date') return day;
  return (value) => value;
}

/** `2014-03-09`, or `20140309` as SCHAC writes it. Any other way of writing a date is a guess. */
function day(value: string): string | undefined {
  return calendarDay(value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
}
