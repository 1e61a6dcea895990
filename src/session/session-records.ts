import {
  accountId,
  attributeName,
  errorId,
  idpId,
  objectionHash,
  personHandle,
  personRoot,
  requestHandle,
  schoolId,
  serviceId,
  sessionId,
  transactionId,
} from '../domain/ids.ts';
import type {
  AccountId,
  IdpId,
  ObjectionHash,
  PersonHandle,
  PersonRoot,
  RequestHandle,
  SchoolId,
  ServiceId,
  SessionId,
  TransactionId,
} from '../domain/ids.ts';
import { reasonShape, type Refusal, type WrittenRefusal } from '../domain/ledger.ts';
import type { AttributeValues } from '../domain/attributes.ts';
import { comparedAddresses } from '../domain/compared-address.ts';
import { languages, type Language } from '../domain/language.ts';
import { affiliations, type Affiliation, type SchoolIdentity } from '../domain/person.ts';
import {
  brandedOf,
  fieldsOf,
  ifThere,
  listOf,
  Misshapen,
  textOf,
  trueOrFalseOf,
  wholeNumberOf,
  wordOf,
  type Fields,
  type RecordForm,
} from './sealed-records.ts';

/*
 * What is kept in the short-lived store, as the types of the domain and as JSON. What does not have the expected shape
 * any more, after an update for instance, counts as not found.
 */

/** Who somebody turned out to be, between the school's answer and the session; part of the login result. */
export interface NewSession {
  readonly account: AccountId;
  readonly root: PersonRoot;
  /** The root may give way to another one, which ends the session; absent: it never will. */
  readonly provisional?: true;
  /** All that stand for this person in objections that count at the school. */
  readonly objectionHashes: readonly ObjectionHash[];
  /** The ledger handle when the person signed in, by which former records of objections are found. */
  readonly person: PersonHandle;
  readonly school: SchoolId;
  readonly affiliation: Affiliation;
  readonly idp: IdpId;
  readonly attributes: AttributeValues;
  /** Seconds since the epoch, as the IdP says; absent when it does not. */
  readonly authenticatedAt?: number;
  /** Seconds since the epoch: the session ends then at the latest, because the IdP said so. */
  readonly sessionEndsAt?: number;
}

/** One browser, one person, one school, one affiliation. */
export interface BrowserSession extends NewSession {
  readonly id: SessionId;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A visit to a school's IdP that has not come back yet. */
export interface PendingVisit {
  readonly transaction: TransactionId;
  /** The school that was chosen; the IdP may speak for others too. */
  readonly school: SchoolId;
  /** Where the login is to lead, for the page about an answer that cannot be used; absent in visits of before an upgrade. */
  readonly service?: ServiceId;
  /** Of the pages so far: the answer may come without the cookies that tell. */
  readonly language?: Language;
  /** Of a login of our own portal, which may accept an invitation: of its request (RFC 7636). */
  readonly codeChallenge?: string;
  readonly pending: {
    readonly handle: RequestHandle;
    readonly idpId: IdpId;
    readonly startedAt: number;
    readonly maxAge?: number;
    readonly signInAnew: (typeof signInAnew)[number];
    readonly requestId?: string;
    readonly nonce?: string;
    readonly codeVerifier?: string;
  };
}
const signInAnew = ['no', 'ask', 'prove'] as const;

/** A verified answer of a school that waits for the browser which began the transaction. */
export interface Arrival {
  readonly transaction: TransactionId;
  readonly identity: SchoolIdentity;
}

export const newSessionRecord: RecordForm<NewSession> = {
  read: (fields) => ({
    account: brandedOf(accountId, fields['account']),
    root: brandedOf(personRoot, fields['root']),
    ...ifThere(fields, 'provisional', onlyTrue),
    objectionHashes: listOf((hash) => brandedOf(objectionHash, hash), fields['objectionHashes']),
    person: brandedOf(personHandle, fields['person']),
    school: brandedOf(schoolId, fields['school']),
    affiliation: wordOf(affiliations, fields['affiliation']),
    idp: brandedOf(idpId, fields['idp']),
    attributes: attributesOf(fields['attributes']),
    ...timesOf(fields),
  }),
  write: ({ attributes, ...session }) => ({ ...session, attributes: [...attributes] }),
};

export const browserSessionRecord: RecordForm<BrowserSession> = {
  read: (fields) => ({
    ...newSessionRecord.read(fields),
    id: brandedOf(sessionId, fields['id']),
    startedAt: wholeNumberOf(fields['startedAt']),
  }),
  write: newSessionRecord.write,
};

export const pendingRecord: RecordForm<PendingVisit> = {
  read(fields) {
    const pending = fieldsOf(fields['pending']);
    return {
      transaction: brandedOf(transactionId, fields['transaction']),
      school: brandedOf(schoolId, fields['school']),
      ...ifThere(fields, 'service', (json) => brandedOf(serviceId, json)),
      ...ifThere(fields, 'language', (json) => wordOf(languages, json)),
      ...ifThere(fields, 'codeChallenge', textOf),
      pending: {
        handle: brandedOf(requestHandle, pending['handle']),
        idpId: brandedOf(idpId, pending['idpId']),
        startedAt: wholeNumberOf(pending['startedAt']),
        ...ifThere(pending, 'maxAge', wholeNumberOf),
        signInAnew: wordOf(signInAnew, pending['signInAnew']),
        ...ifThere(pending, 'requestId', textOf),
        ...ifThere(pending, 'nonce', textOf),
        ...ifThere(pending, 'codeVerifier', textOf),
      },
    };
  },
  write: (visit) => ({ ...visit }),
};

export const arrivalRecord: RecordForm<Arrival> = {
  read(fields) {
    const identity = fieldsOf(fields['identity']);
    const schools = listOf((school) => brandedOf(schoolId, school), identity['schools']);
    if (schools.length === 0) throw new Misshapen();
    return {
      transaction: brandedOf(transactionId, fields['transaction']),
      identity: {
        idpId: brandedOf(idpId, identity['idpId']),
        schools,
        affiliation: wordOf(affiliations, identity['affiliation']),
        identifiers: listOf(identifierOf, identity['identifiers']),
        attributes: attributesOf(identity['attributes']),
        ...ifThere(identity, 'comparedAddress', (json) => wordOf(comparedAddresses, json)),
        ...timesOf(identity),
      },
    };
  },
  write: ({ transaction, identity: { attributes, ...identity } }) => ({
    transaction,
    identity: { ...identity, attributes: [...attributes] },
  }),
};

export const writtenRefusalRecord: RecordForm<WrittenRefusal> = {
  read: (fields) => ({
    errorId: brandedOf(errorId, fields['errorId']),
    isFoundBySchool: trueOrFalseOf(fields['isFoundBySchool']),
    refusal: refusalOf(fieldsOf(fields['refusal'])),
  }),
  write: (written) => ({ ...written }),
};

function refusalOf(fields: Fields): Refusal {
  return {
    type: wordOf(['login.refused', 'login.cancelled'] as const, fields['type']),
    ...ifThere(fields, 'reason', reasonOf),
    ...ifThere(fields, 'idp', (json) => brandedOf(idpId, json)),
    ...ifThere(fields, 'school', (json) => brandedOf(schoolId, json)),
    ...ifThere(fields, 'service', (json) => brandedOf(serviceId, json)),
  };
}

function reasonOf(json: unknown): string {
  const reason = textOf(json);
  if (!reasonShape.test(reason)) throw new Misshapen();
  return reason;
}

/** Seconds since the epoch. */
function timesOf(fields: Fields) {
  return {
    ...ifThere(fields, 'authenticatedAt', wholeNumberOf),
    ...ifThere(fields, 'sessionEndsAt', wholeNumberOf),
  };
}

function onlyTrue(json: unknown): true {
  if (json !== true) throw new Misshapen();
  return true;
}

function identifierOf(json: unknown) {
  const { namespace, value, portable } = fieldsOf(json);
  return { namespace: textOf(namespace), value: textOf(value), portable: trueOrFalseOf(portable) };
}

function attributesOf(json: unknown): AttributeValues {
  return new Map(
    listOf((entry) => {
      const [name, values, ...more] = listOf((part) => part, entry);
      if (more.length > 0) throw new Misshapen();
      return [brandedOf(attributeName, name), listOf(textOf, values)] as const;
    }, json),
  );
}
