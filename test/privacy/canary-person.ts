import { createHash } from 'node:crypto';
import type { SchoolUser } from '../../testkit/actors/oidc-school.ts';
import { persistent, type AnswerWishes } from '../../testkit/actors/saml-school.ts';

/** One value of one person that may only be where the ledger says that it went. */
export interface Canary {
  readonly person: string;
  /** Our own word for it where there is one: the name of the claim under which it might be released. */
  readonly attribute: string;
  readonly value: string;
  /** A part of the value without special characters that nobody and nothing else has; survives every escaping. */
  readonly core: string;
}

/** An invented person with a value of their own in everything that an IdP can say, agreed on or not. */
export interface CanaryPerson {
  readonly name: string;
  readonly canaries: readonly Canary[];
  /** The value of one attribute, plain. */
  value(attribute: string): string;
  /** As a SAML IdP speaks of this person: to be spread into the wishes for an answer. */
  readonly saml: Required<Pick<AnswerWishes, 'nameId' | 'attributes'>>;
  /** As an Entra-like IdP speaks of this person. */
  entraUser(group: string): SchoolUser;
}

/** The class that a policy may let through; `otherGroup` is the one that it should not. */
const texts = {
  given_name: 'Ïda',
  middle_name: "van 't",
  family_name: 'Ver & <Zonnen>',
  display_name: 'Ïda van Ver & Zonnen',
  group: 'groep',
  other_group: 'plusklas',
  school_year: 'leerjaar',
  pupil_number: 'nummer',
  user_name: 'gebruiker',
  real_id: 'realid',
  profile_id: 'profiel',
  nameid: 'nameid',
  oid: 'oid',
  subject: 'subject',
  unknown: 'onbekend "iets"',
} as const;

/** Person number `n`, from 1 to 99: the same number is always the same person. */
export function createCanaryPerson(n: number): CanaryPerson {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError('person numbers go from 1 to 99');
  const name = `person-${String(n)}`;
  const token = (attribute: string): string =>
    `k${String(n).padStart(2, '0')}q${createHash('sha256').update(`${name} ${attribute}`).digest('hex').slice(0, 12)}`;
  const canaries = new Map<string, Canary>();
  const add = (attribute: string, value: string, core: string): void => {
    canaries.set(attribute, { person: name, attribute, value, core });
  };
  for (const [attribute, text] of Object.entries(texts)) {
    const core = token(attribute);
    add(attribute, `${text} ${core}`, core);
  }
  add('email', `${token('email')}@kanarie.example`, token('email'));
  add('user_principal_name', `${token('upn')}@kanarie.example`, token('upn'));
  const chainId = createHash('sha512').update(name).digest('hex');
  add('eckid', `https://ketenid.nl/201703/${chainId}`, chainId);
  const birthdate = `19${String(n).padStart(2, '0')}-03-11`;
  add('birthdate', birthdate, birthdate.replaceAll('-', ''));
  for (const [attribute, base] of [
    ['bsn', 270_000_000],
    ['pgn', 380_000_000],
  ] as const) {
    const number = nationalNumber(base + n * 7919);
    add(attribute, number, number);
  }
  const value = (attribute: string): string => {
    const canary = canaries.get(attribute);
    if (canary === undefined) throw new RangeError(`no canary called ${attribute}`);
    return canary.value;
  };
  return {
    name,
    canaries: [...canaries.values()],
    value,
    saml: {
      nameId: `<saml:NameID Format="${persistent}">${xmlText(value('nameid'))}</saml:NameID>`,
      attributes: samlAttributes(value),
    },
    entraUser: (group) => ({
      login: name,
      subject: value('subject'),
      claims: entraClaims(value, group),
    }),
  };
}

/** The next number from here that passes the check of the BSN. */
function nationalNumber(from: number): string {
  for (let number = from; ; number += 1) {
    const digits = String(number).padStart(9, '0');
    const sum = Array.from(digits).reduce(
      (total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at),
      0,
    );
    if (sum % 11 === 0) return digits;
  }
}

function samlAttributes(value: (attribute: string) => string): Required<AnswerWishes>['attributes'] {
  const own = [
    ['givenName', ['given_name']],
    ['nlEduPersonTussenvoegsels', ['middle_name']],
    ['sn', ['family_name']],
    ['displayName', ['display_name']],
    ['mail', ['email']],
    ['schacDateOfBirth', ['birthdate']],
    ['nlEduPersonUnit', ['group', 'other_group']],
    ['school_year', ['school_year']],
    ['employeeNumber', ['pupil_number']],
    ['uid', ['user_name']],
    ['eckId', ['eckid']],
    ['bsn', ['bsn']],
    ['urn:mace:dir:attribute-def:nlEduPersonPgn', ['pgn']],
    ['nlEduPersonRealId', ['real_id', 'bsn']],
    ['nlEduPersonProfileId', ['profile_id']],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', ['user_principal_name']],
    ['urn:kanarie:iets', ['unknown']],
  ] as const;
  return [
    ...own.map(([name, attributes]): [string, string[]] => [
      name,
      attributes.map((attribute) => xmlText(value(attribute))),
    ]),
    ['eduPersonAffiliation', ['student']],
  ];
}

function entraClaims(value: (attribute: string) => string, group: string): Record<string, unknown> {
  return {
    oid: value('oid'),
    groups: [group],
    given_name: value('given_name'),
    middle_name: value('middle_name'),
    family_name: value('family_name'),
    name: value('display_name'),
    email: value('email'),
    upn: value('user_principal_name'),
    preferred_username: value('user_name'),
    birthdate: value('birthdate'),
    group: [value('group'), value('other_group')],
    school_year: value('school_year'),
    pupil_number: value('pupil_number'),
    extension_eckId: value('eckid'),
    extension_bsn: value('bsn'),
    pgn: Number(value('pgn')),
    real_id: `${value('real_id')} ${value('bsn')}`,
    unknown: value('unknown'),
  };
}

/** Text as canonical XML writes it. */
function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
