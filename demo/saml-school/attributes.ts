import { createHash } from 'node:crypto';
import { emailOf, schoolNames, type DemoPerson } from '../people.ts';

/** Attribute names and their values, in the style of Entree Federatie, plus two names of this school's own. */
export function attributesOf(person: DemoPerson, realm: string): Map<string, readonly string[]> {
  const candidates: [string, readonly (string | undefined)[]][] = [
    ['uid', [`${person.id}@${realm}`]],
    ['givenName', [person.givenName]],
    ['nlEduPersonTussenvoegsels', [person.middleName]],
    ['sn', [person.familyName]],
    ['mail', [emailOf(person, realm)]],
    ['eduPersonAffiliation', [person.role === 'pupil' ? 'student' : 'employee']],
    ['nlEduPersonHomeOrganizationId', person.brins],
    ['nlEduPersonHomeOrganization', person.brins.map((brin) => schoolNames[brin])],
    ['nlEduPersonUnit', person.groups],
    ['employeeNumber', [person.pupilNumber]],
    ['eckId', [person.eckId]],
    ['leerjaar', [person.schoolYear]],
    ['geboortedatum', [person.birthDate]],
  ];
  return new Map(
    candidates
      .map(([name, values]): [string, string[]] => [name, values.filter((value) => value !== undefined)])
      .filter(([, values]) => values.length > 0),
  );
}

/** The persistent NameID: the same at every login of this person, and meaningless by itself. */
export function persistentNameId(person: DemoPerson, realm: string): string {
  return createHash('sha256').update(`${realm} ${person.id}`).digest('base64url');
}
