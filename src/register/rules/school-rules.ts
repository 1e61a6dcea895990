import type { Fault } from '../../domain/fault.ts';
import { catalogueNames, type AttributeCatalogue } from '../../domain/attributes.ts';
import { isMadeHere } from '../../domain/made-claims.ts';
import { isForbiddenName } from '../../domain/forbidden-names.ts';
import type { IdentityProvider } from '../model/kinds/idp.ts';
import type { School } from '../model/kinds/school.ts';
import { affiliationRules } from './affiliation-rules.ts';
import type { RegisterReader } from '../model/register-reader.ts';
import type { RuleInput } from './rule-input.ts';
import { daysOutOfOrder, unknownAttribute } from './shared-faults.ts';

/** A school closes for a school that stays longer. */
export function* schoolRules({ focus, register }: RuleInput): Generator<Fault> {
  for (const school of focus.school) yield* closureRules(register, school);
}

/** Each successor stays open longer than the school before it, so that there is no circle either. */
function* closureRules(register: RegisterReader, school: School): Generator<Fault> {
  const id = school.closed?.successor;
  if (school.closed === undefined || id === undefined) return;
  const successor = id === school.id ? school : register.get('school', id);
  if (successor?.closed === undefined || successor.closed.on > school.closed.on) return;
  yield {
    kind: 'school',
    id: school.id,
    path: ['closed', 'successor'],
    problem:
      id === school.id
        ? `school ${id} is named as its own successor`
        : `school ${school.id} closes on ${school.closed.on}, and its successor ${id} closes on ${successor.closed.on}, not later`,
    remedy: 'name the school that is still open after that day, or leave the successor out',
  };
}

/** An IdP says of which of its schools somebody is, and by which attributes it tells people apart. */
export function* idpRules({ focus, catalogue }: RuleInput): Generator<Fault> {
  for (const idp of focus.idp) {
    if (idp.validFrom !== undefined && idp.validUntil !== undefined) {
      const at = { kind: 'idp', id: idp.id, path: ['validUntil'] } as const;
      yield* daysOutOfOrder(at, idp.validFrom, idp.validUntil);
    }
    yield* schoolFromRules(idp);
    yield* forbiddenNameRules(catalogue, idp);
    yield* incomingNameRules(catalogue, idp);
    yield* whereToFindRules(idp);
    yield* affiliationRules(idp);
    yield* incomingOrderRules(catalogue, idp);
  }
}

function* whereToFindRules(idp: IdentityProvider): Generator<Fault> {
  for (const name of idp.whereToFind?.keys() ?? []) {
    if (idp.identifier.attributes.includes(name)) continue;
    const path = ['whereToFind', name];
    const problem = `${name} is not an attribute by which this IdP tells people apart`;
    yield { kind: 'idp', id: idp.id, path, problem, remedy: 'correct the name, or leave it out' };
  }
}

function* schoolFromRules(idp: IdentityProvider): Generator<Fault> {
  if (idp.schools.length > 1 && idp.schoolFrom === undefined) {
    yield {
      kind: 'idp',
      id: idp.id,
      path: ['schools'],
      problem: 'names several schools, but nothing says which of them a person belongs to',
      remedy: 'add schoolFrom with the attribute that tells the school',
    };
  }
  for (const [value, school] of idp.schoolFrom?.values ?? []) {
    if (idp.schools.includes(school)) continue;
    yield {
      kind: 'idp',
      id: idp.id,
      path: ['schoolFrom', 'values', value],
      problem: `school ${school} is not among the schools that this IdP may speak for`,
      remedy: `add ${school} to schools, or correct the value`,
    };
  }
}

/** A name that carries national numbers is of no use in a record: what comes under it is dropped on arrival. */
function* forbiddenNameRules(catalogue: AttributeCatalogue, idp: IdentityProvider): Generator<Fault> {
  const named = [
    ...idp.identifier.attributes.map(
      (name, position) => [['identifier', 'attributes', position], name] as const,
    ),
    ...[...(idp.valueForms?.keys() ?? [])].map((name) => [['valueForms', name], name] as const),
    ...[...idp.attributeMap.keys()].map((name) => [['attributeMap', name], name] as const),
  ];
  for (const [path, name] of named) {
    if (!isForbiddenName(name, catalogue.forbiddenIncoming)) continue;
    const problem = `${name} carries national numbers, which are dropped on arrival`;
    yield { kind: 'idp', id: idp.id, path, problem, remedy: 'use another attribute' };
  }
}

function* incomingNameRules(catalogue: AttributeCatalogue, idp: IdentityProvider): Generator<Fault> {
  for (const [incoming, name] of idp.attributeMap) {
    const path = ['attributeMap', incoming];
    const attribute = catalogue.attributes.get(name);
    if (attribute === undefined) yield unknownAttribute({ kind: 'idp', id: idp.id, path }, name);
    else if (isMadeHere(name)) {
      const problem = `${name} is made by the broker, so no IdP says it`;
      const remedy = 'leave it out, or map to the attribute that it is made of';
      yield { kind: 'idp', id: idp.id, path, problem, remedy };
    } else if (!attribute.organisation && saysOrganisation(catalogue, incoming)) {
      const problem = `${incoming} says of which organisation somebody is, so it is never read as ${name}`;
      const remedy = 'leave it out, or use another attribute';
      yield { kind: 'idp', id: idp.id, path, problem, remedy };
    }
  }
}

/** An order is of names that mean the attribute already: what counts for it is said in the catalogue and in the map. */
function* incomingOrderRules({ attributes }: AttributeCatalogue, idp: IdentityProvider): Generator<Fault> {
  for (const [own, names] of idp.incomingOrder ?? []) {
    const attribute = [...attributes.values()].find(({ name }) => name === own);
    const at = { kind: 'idp', id: idp.id } as const;
    if (attribute === undefined) {
      yield unknownAttribute({ ...at, path: ['incomingOrder', own] }, own);
      continue;
    }
    const known = new Set(catalogueNames(attribute));
    for (const [position, name] of names.entries()) {
      if ((idp.attributeMap.get(name) ?? (known.has(name) ? own : undefined)) === own) continue;
      const problem = `${name} does not mean ${own} at this IdP`;
      yield {
        ...at,
        path: ['incomingOrder', own, position],
        problem,
        remedy: 'add it to attributeMap, or leave it out',
      };
    }
  }
}

function saysOrganisation({ attributes }: AttributeCatalogue, incoming: string): boolean {
  return [...attributes.values()].some((one) => one.organisation && catalogueNames(one).includes(incoming));
}
