import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { Attribute, AttributeCatalogue } from '../../domain/attributes.ts';
import { calendarDay } from '../../domain/clock.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { isMadeHere } from '../../domain/made-claims.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import { readEckId } from './eck-id.ts';
import { incomingTurns } from './incoming-names.ts';
import type { Notify } from './notices.ts';
import { isToldElsewhere } from './told-elsewhere.ts';

/** A teacher has some tens of groups; more than this is a directory of everything that somebody is a member of. */
const mostValues = 500;

type OwnValues = Map<AttributeName, readonly string[]>;

/**
 * Translates incoming names into our own: the catalogue's names, and on top of them the IdP's own map, which
 * wins. Names that neither knows are dropped. The same attribute under two names counts once. What an IdP says
 * about organisations is not in here: it is compared (`assertedSchools`) and never kept. What is made here nobody says.
 */
export function inOwnVocabulary(
  incoming: KeptAttributes,
  idp: Pick<IdentityProvider, 'attributeMap' | 'incomingOrder'>,
  catalogue: AttributeCatalogue,
  notify: Notify,
): ReadonlyMap<AttributeName, readonly string[]> {
  const { values, unreadable } = incoming;
  const own: OwnValues = new Map();
  const turnsOf = incomingTurns(idp, catalogue);
  for (const attribute of catalogue.attributes.values()) {
    if (attribute.organisation || isMadeHere(attribute.name)) continue;
    const turns = turnsOf(attribute);
    // a part of a list is no list
    if (turns.flat().some((name) => isToldElsewhere(name, incoming))) {
      notify({ reason: 'elsewhere', attribute: attribute.name });
      continue;
    }
    const came = (name: string) => values.has(name) || unreadable.has(name);
    const names = turns.find((turn) => turn.some(came)) ?? [];
    const said = {
      values: names.flatMap((name) => values.get(name) ?? []),
      isWhole: !names.some((name) => unreadable.has(name)),
    };
    const shaped = inShape(attribute, said, notify);
    if (shaped.length > 0) own.set(attribute.name, shaped);
  }
  return own;
}

interface Said {
  readonly values: readonly string[];
  /** False where something came besides that cannot be read. */
  readonly isWhole: boolean;
}

function inShape(attribute: Attribute, { values, isWhole }: Said, notify: Notify): readonly string[] {
  const wellFormed = values.map((value) => shapeOf(attribute)(value)).filter((value) => value !== undefined);
  const isExcessive = values.length > mostValues;
  if (isExcessive || !isWhole || wellFormed.length < values.length) {
    notify({ reason: 'malformed', attribute: attribute.name });
  }
  const isList = attribute.type === 'list';
  // of one value and another that cannot be read nobody knows which is true
  if (isExcessive || (!isWhole && !isList)) return [];
  const distinct = [...new Set(wellFormed)];
  if (isList || distinct.length <= 1) return distinct;
  notify({ reason: 'several_values', attribute: attribute.name });
  return [];
}

function shapeOf(attribute: Attribute): (value: string) => string | undefined {
  if (attribute.portable) return readEckId;
  if (attribute.type === 'date') return day;
  if (attribute.name === 'eduperson_affiliation') return unscoped;
  return (value) => value;
}

/** A scoped affiliation (`student@school.example`) names an organisation, which only the register does. */
function unscoped(value: string): string | undefined {
  return value.includes('@') ? undefined : value;
}

/** `2014-03-09`, or `20140309` as SCHAC writes it. Any other way of writing a date is a guess. */
function day(value: string): string | undefined {
  return calendarDay(value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
}
