import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { isForbiddenName } from '../../domain/forbidden-names.ts';
import type { IdentityProvider, School } from '../model/register.ts';
import { certificateRules } from './certificate-rules.ts';
import { daysOutOfOrder, missing, unknownAttribute } from './faults.ts';
import { rivalOf, type Incoherence, type Picture } from './picture.ts';
import type { RegisterIndex } from './register-index.ts';

/** A school belongs to a board that exists, has a BRIN of its own, and closes for a school that stays longer. */
export function* schoolRules({ focus, index }: Picture): Generator<Incoherence> {
  for (const [position, school] of focus.schools.entries()) {
    if (index.boards.isMissing(school.board)) {
      yield missing('school', position, ['board'], 'board', school.board);
    }
    const holder = rivalOf(school, index.schoolsWithBrin(school.brin), focus.schools);
    if (holder !== undefined) {
      const problem = `BRIN ${school.brin} is already that of school ${holder.id}`;
      yield { kind: 'school', index: position, path: ['brin'], problem, remedy: 'correct one of the two' };
    }
    yield* closureRules(index, school, position);
  }
}

/** Each successor stays open longer than the school before it, so that there is no circle either. */
function* closureRules(register: RegisterIndex, school: School, index: number): Generator<Incoherence> {
  const id = school.closed?.successor;
  if (school.closed === undefined || id === undefined) return;
  const path = ['closed', 'successor'];
  if (register.schools.isMissing(id)) yield missing('school', index, path, 'school', id);
  const successor = id === school.id ? school : register.schools.get(id);
  if (successor?.closed === undefined || successor.closed.on > school.closed.on) return;
  yield {
    kind: 'school',
    index,
    path,
    problem:
      id === school.id
        ? `school ${id} is named as its own successor`
        : `school ${school.id} closes on ${school.closed.on}, and its successor ${id} closes on ${successor.closed.on}, not later`,
    remedy: 'name the school that is still open after that day, or leave the successor out',
  };
}

/** An IdP speaks for schools that exist, says which one, and names people in a namespace of its own. */
export function* idpRules(picture: Picture): Generator<Incoherence> {
  for (const [index, idp] of picture.focus.idps.entries()) {
    for (const [position, school] of idp.schools.entries()) {
      if (picture.index.schools.isMissing(school)) {
        yield missing('idp', index, ['schools', position], 'school', school);
      }
    }
    if (idp.validFrom !== undefined && idp.validUntil !== undefined) {
      yield* daysOutOfOrder({ kind: 'idp', index, path: ['validUntil'] }, idp.validFrom, idp.validUntil);
    }
    yield* schoolFromRules(idp, index);
    yield* incomingNameRules(picture, idp, index);
    yield* certificateRules(idp, index);
    yield* namespaceRules(picture, idp, index);
    yield* whereToFindRules(idp, index);
  }
}

function* namespaceRules(picture: Picture, idp: IdentityProvider, index: number): Generator<Incoherence> {
  const { namespace } = idp.identifier;
  const owner = rivalOf(idp, picture.index.idpsWithNamespace(namespace), picture.focus.idps);
  if (owner === undefined) return;
  yield {
    kind: 'idp',
    index,
    path: ['identifier', 'namespace'],
    problem: `namespace ${namespace} is already that of IdP ${owner.id}, so two people could get one pseudonym`,
    remedy: 'give this IdP a namespace of its own',
  };
}

function* whereToFindRules(idp: IdentityProvider, index: number): Generator<Incoherence> {
  for (const name of idp.whereToFind?.keys() ?? []) {
    if (idp.identifier.attributes.includes(name)) continue;
    const path = ['whereToFind', name];
    const problem = `${name} is no attribute by which this IdP tells people apart`;
    yield { kind: 'idp', index, path, problem, remedy: 'correct the name, or leave it out' };
  }
}

function* schoolFromRules(idp: IdentityProvider, index: number): Generator<Incoherence> {
  if (idp.schools.length > 1 && idp.schoolFrom === undefined) {
    yield {
      kind: 'idp',
      index,
      path: ['schools'],
      problem: 'names several schools, but nothing says which of them a person belongs to',
      remedy: 'add schoolFrom with the attribute that tells the school',
    };
  }
  for (const [value, school] of idp.schoolFrom?.values ?? []) {
    if (idp.schools.includes(school)) continue;
    yield {
      kind: 'idp',
      index,
      path: ['schoolFrom', 'values', value],
      problem: `school ${school} is not among the schools that this IdP may speak for`,
      remedy: `add ${school} to schools, or correct the value`,
    };
  }
}

function* incomingNameRules(
  { catalogue }: Picture,
  idp: IdentityProvider,
  index: number,
): Generator<Incoherence> {
  const dropped = (path: readonly (string | number)[], name: string): Incoherence => ({
    kind: 'idp',
    index,
    path,
    problem: `${name} carries national numbers and is dropped at the door`,
    remedy: 'use another attribute',
  });
  for (const [position, name] of idp.identifier.attributes.entries()) {
    if (isForbiddenName(name, catalogue.forbiddenIncoming)) {
      yield dropped(['identifier', 'attributes', position], name);
    }
  }
  for (const [incoming, name] of idp.attributeMap) {
    const path = ['attributeMap', incoming];
    if (isForbiddenName(incoming, catalogue.forbiddenIncoming)) yield dropped(path, incoming);
    const attribute = catalogue.attributes.get(name);
    if (attribute === undefined) yield unknownAttribute('idp', index, path, name);
    else if (!attribute.organisation && saysOrganisation(catalogue, incoming)) {
      const problem = `${incoming} says of which organisation somebody is, so it is never read as ${name}`;
      const remedy = 'leave it out, or use another attribute';
      yield { kind: 'idp', index, path, problem, remedy };
    }
  }
}

function saysOrganisation({ attributes }: AttributeCatalogue, incoming: string): boolean {
  return [...attributes.values()].some((one) => one.organisation && one.incoming.includes(incoming));
}
