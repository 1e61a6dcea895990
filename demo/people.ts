import { createHash } from 'node:crypto';

/** Someone who can sign in at a school of the demo. All are invented, and one should see it. */
export interface DemoPerson {
  readonly id: string;
  readonly givenName: string;
  readonly middleName?: string;
  readonly familyName: string;
  readonly role: 'pupil' | 'teacher';
  /** BRINs of the schools where this person learns or works. */
  readonly brins: readonly string[];
  readonly birthDate?: string;
  readonly schoolYear?: string;
  readonly groups: readonly string[];
  readonly pupilNumber?: string;
  readonly eckId?: string;
  /** Shown under the name on the login page; in Dutch. */
  readonly description: string;
}

/** Home organisations by BRIN, as the schools' IdPs name them. No real school has a BRIN that begins with 99. */
export const schoolNames: Readonly<Record<string, string>> = {
  '99AA': 'Basisschool De Regenboog',
  '99AB': 'College De Kade',
  '99AC': 'Basisschool De Vuurtoren',
  '99AD': 'Basisschool Het Kompas',
};

/** Looks like an ECK iD, and belongs to nobody: 128 hex digits after the address of the issuing register. */
function madeUpEckId(person: string): string {
  const digits = createHash('sha512').update(`made-up ECK iD of ${person}`).digest('hex');
  return `https://ketenid.nl/201703/${digits}`;
}

export const regenboogPeople: readonly DemoPerson[] = [
  {
    id: 'pip',
    givenName: 'Pip',
    familyName: 'Voorbeeld',
    role: 'pupil',
    brins: ['99AA'],
    birthDate: '2019-11-02',
    schoolYear: '3',
    groups: ['groep-3', 'leesclub-zon'],
    pupilNumber: 'R-1003',
    description: 'leerling, groep 3',
  },
  {
    id: 'sam',
    givenName: 'Sam',
    middleName: 'van de',
    familyName: 'Proefpersoon',
    role: 'pupil',
    brins: ['99AA'],
    birthDate: '2017-03-09',
    schoolYear: '5',
    groups: ['groep-5', 'plusklas-maan'],
    pupilNumber: 'R-1005',
    eckId: madeUpEckId('sam'),
    description: 'leerling, groep 5',
  },
  {
    id: 'testa',
    givenName: 'Testa',
    middleName: 'de',
    familyName: 'Proef',
    role: 'teacher',
    brins: ['99AA'],
    groups: ['groep-5'],
    description: 'juf van groep 5',
  },
];

export const kadePeople: readonly DemoPerson[] = [
  {
    id: 'bo',
    givenName: 'Bo',
    familyName: 'Denkbeeldig',
    role: 'pupil',
    brins: ['99AB'],
    birthDate: '2013-05-21',
    schoolYear: '1',
    groups: ['1b', 'toneelgroep-kade'],
    description: 'leerling, klas 1b',
  },
  {
    id: 'lux',
    givenName: 'Lux',
    familyName: 'Fictief',
    role: 'pupil',
    brins: ['99AB'],
    birthDate: '2009-08-30',
    schoolYear: '5',
    groups: ['5h'],
    eckId: madeUpEckId('lux'),
    description: 'leerling, klas 5h',
  },
  {
    id: 'fanta',
    givenName: 'Fanta',
    familyName: 'Siefiguur',
    role: 'teacher',
    brins: ['99AB'],
    groups: ['1b', '5h'],
    description: 'docent wiskunde',
  },
];

export const zeelandPeople: readonly DemoPerson[] = [
  {
    id: 'vin',
    givenName: 'Vin',
    familyName: 'Nepnaam',
    role: 'pupil',
    brins: ['99AC'],
    birthDate: '2018-01-17',
    schoolYear: '4',
    groups: ['groep-4'],
    pupilNumber: 'V-2004',
    description: 'leerling van De Vuurtoren, groep 4',
  },
  {
    id: 'kit',
    givenName: 'Kit',
    familyName: 'Verzonnen',
    role: 'pupil',
    brins: ['99AD'],
    birthDate: '2015-10-05',
    schoolYear: '7',
    groups: ['groep-7'],
    pupilNumber: 'K-3007',
    eckId: madeUpEckId('kit'),
    description: 'leerling van Het Kompas, groep 7',
  },
  {
    id: 'dummy',
    givenName: 'Dummy',
    familyName: 'Tweehuis',
    role: 'teacher',
    brins: ['99AC', '99AD'],
    groups: ['groep-4', 'groep-7'],
    description: 'meester op De Vuurtoren én Het Kompas',
  },
];

export function fullName(person: DemoPerson): string {
  return [person.givenName, person.middleName, person.familyName]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** `.invalid` is reserved: no such address can ever exist (RFC 2606). */
export function emailOf(person: DemoPerson, realm: string): string {
  return `${person.id}.${person.familyName.toLowerCase()}@${realm}.invalid`;
}
