import { createHash } from 'node:crypto';
import { emailOf, fullName, type DemoPerson } from '../people.ts';

/** Object ids of this tenant's groups: Entra ID sends ids, not names. Invented. */
export const kadeGroups = {
  pupils: 'aaaaaaaa-1111-4aaa-8aaa-000000000001',
  teachers: 'aaaaaaaa-1111-4aaa-8aaa-000000000002',
} as const;

/** Directory (tenant) id of College De Kade. Invented. */
export const kadeTenant = '11111111-2222-4333-8444-555555555555';

const realm = 'college-de-kade';

/** Which claims come with which scope. Entra ID puts them all into the id_token. */
export const claimsByScope = {
  openid: ['sub', 'oid', 'tid', 'groups'],
  profile: [
    'name',
    'given_name',
    'family_name',
    'preferred_username',
    'extension_eckId',
    'extension_klas',
    'extension_leerjaar',
    'extension_geboortedatum',
  ],
  email: ['email'],
} as const;

/** What the directory says about a person, in the shape of an Entra ID id_token with a few extension attributes. */
export function entraClaims(person: DemoPerson): { sub: string; [claim: string]: unknown } {
  const sub = createHash('sha256').update(`subject ${person.id}`).digest('base64url');
  const claims = {
    oid: objectId(person),
    tid: kadeTenant,
    groups: [person.role === 'pupil' ? kadeGroups.pupils : kadeGroups.teachers],
    name: fullName(person),
    given_name: person.givenName,
    family_name: person.familyName,
    preferred_username: `${person.id}@${realm}.invalid`,
    email: emailOf(person, realm),
    extension_eckId: person.eckId,
    extension_klas: person.groups,
    extension_leerjaar: person.schoolYear,
    extension_geboortedatum: person.birthDate,
  };
  return { sub, ...withoutAbsent(claims) };
}

/** A GUID made of the person's name in the demo: the same after every start. */
function objectId(person: DemoPerson): string {
  const hex = createHash('sha256').update(`object ${person.id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function withoutAbsent(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
