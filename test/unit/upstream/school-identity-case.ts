import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import type { School } from '../../../src/register/model/kinds/school.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { attributeName, schoolId, type AttributeName, type SchoolId } from '../../../src/domain/ids.ts';
import type { SchoolIdentity } from '../../../src/domain/person.ts';
import type { IdentityNotice } from '../../../src/upstream/attributes/notices.ts';
import { toSchoolIdentity } from '../../../src/upstream/school-identity.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { exampleFederation } from '../../../testkit/federation/example-federation.ts';
import { boards, schools } from '../../../testkit/federation/schools.ts';

export function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('the fixture holds a value of the wrong shape');
  return value;
}

const everything: ReadonlySet<AttributeName> = new Set(catalogue.attributes.keys());
export const name = (text: string): AttributeName => known(attributeName(text));
export const eckId = `https://ketenid.nl/201703/${'0a'.repeat(64)}`;

const example = exampleFederation()
  .with({ boards: [boards.zeeland], schools: [schools.vuurtoren, schools.kompas] })
  .parsed();
const school = (id: string): School => known(example.school.find((record) => record.id === id));

export const regenboog = school('de-regenboog');
export const kade = school('de-kade');
/** Two branches of one institution. */
export const vuurtoren = school('de-vuurtoren');
export const kompas = school('het-kompas');
/** In no register. */
export const closedSchool: School = { ...kompas, id: known(schoolId('de-wilg')), brin: '99AE' };
const register = new Map<SchoolId, School>(
  [regenboog, vuurtoren, kompas, kade].map((record) => [record.id, record]),
);

const regenboogSaml = known(example.idp[0]);

export function idp(changes: Partial<IdentityProvider> = {}): IdentityProvider {
  return { ...regenboogSaml, attributeMap: new Map(), ...changes };
}

export interface Sent {
  readonly idp?: IdentityProvider;
  /** `undefined`: the IdP gave no persistent subject. */
  readonly subject?: string | undefined;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly usable?: ReadonlySet<AttributeName>;
  /** Whole texts of what is no value that can be used. */
  readonly unreadable?: Readonly<Record<string, readonly string[]>>;
  readonly repeated?: readonly string[];
  readonly elsewhere?: readonly string[];
  readonly onlySearched?: Readonly<Record<string, readonly string[]>>;
  /** Of a login that accepts an invitation to the portal. */
  readonly isInvited?: (asserted: string) => boolean;
}

/** What comes of it when an IdP sends this about an invented pupil. */
export function identify(sent: Sent): {
  readonly identity: SchoolIdentity;
  readonly notices: readonly IdentityNotice[];
} {
  const notices: IdentityNotice[] = [];
  const sender = sent.idp ?? idp();
  const subject = 'subject' in sent ? sent.subject : 'subject-of-pupil-one';
  const identity = toSchoolIdentity({
    assertion: {
      idpId: sender.id,
      ...(subject === undefined ? {} : { subject }),
      attributes: {
        values: new Map(Object.entries({ eduPersonAffiliation: ['student'], ...sent.attributes })),
        unreadable: new Map(Object.entries(sent.unreadable ?? {})),
        repeated: new Set(sent.repeated),
        elsewhere: new Set(sent.elsewhere),
        onlySearched: Object.entries(sent.onlySearched ?? {}),
      },
      assertionId: 'assertion-one',
      replayableUntil: 0,
    },
    idp: sender,
    catalogue,
    schools: (id) => register.get(id),
    usable: () => sent.usable ?? everything,
    isInvited: sent.isInvited,
    notify: (notice) => notices.push(notice),
  });
  return { identity, notices };
}

/** The code of the error that this throws; `undefined` when it throws none. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof SluisError) return error.code;
    throw error;
  }
}
