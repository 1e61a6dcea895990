import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  accountId,
  attributeName,
  idpId,
  objectionHash,
  personHandle,
  requestHandle,
  schoolId,
  sessionId,
  transactionId,
} from '../../../src/domain/ids.ts';
import { recordIn, recordBytes, readRecord, type RecordForm } from '../../../src/session/sealed-records.ts';
import {
  arrivalRecord,
  browserSessionRecord,
  newSessionRecord,
  pendingRecord,
} from '../../../src/session/session-records.ts';
import { required, rootOf } from '../../../testkit/values/ids.ts';

const unguessable = 'k'.repeat(43);
const attributes = new Map([[required(attributeName('given_name')), ['Pip', 'Philippa']]]);
const times = { authenticatedAt: 1_788_000_000, sessionEndsAt: 1_788_003_600 };
const newSession = {
  account: required(accountId(unguessable)),
  root: rootOf('pip'),
  provisional: true as const,
  objectionHashes: [required(objectionHash(unguessable))],
  person: required(personHandle(randomUUID())),
  school: required(schoolId('de-regenboog')),
  affiliation: 'pupil' as const,
  idp: required(idpId('regenboog-saml')),
  attributes,
  ...times,
};
const transaction = required(transactionId(unguessable));

/** A record with everything that it may hold, and what it may lack. */
interface Sample {
  readonly what: string;
  /** Of the JSON: the value that comes of it, or `undefined`. */
  readonly read: (json: unknown) => unknown;
  readonly json: unknown;
  readonly optional: readonly string[];
}

function sample<Value>(
  what: string,
  form: RecordForm<Value>,
  value: Value,
  optional: readonly string[],
): Sample {
  const json: unknown = JSON.parse(Buffer.from(recordBytes(form, value)).toString('utf8'));
  return { what, read: (read) => recordIn(form, read), json, optional };
}

const sessionOptions = ['provisional', 'authenticatedAt', 'sessionEndsAt'];
const session = { ...newSession, id: required(sessionId(unguessable)), startedAt: 1_788_000_000_123 };
const visit = {
  transaction,
  school: newSession.school,
  codeChallenge: 'challenge',
  pending: {
    handle: required(requestHandle(unguessable)),
    idpId: newSession.idp,
    startedAt: 1_788_000_000_123,
    maxAge: 60,
    signInAnew: 'ask' as const,
    requestId: '_id',
    nonce: 'nonce',
    codeVerifier: 'verifier',
  },
};
const arrival = {
  transaction,
  identity: {
    idpId: newSession.idp,
    schools: [newSession.school],
    affiliation: newSession.affiliation,
    identifiers: [{ namespace: 'regenboog', value: '4711', portable: false }],
    attributes,
    comparedAddress: 'differs' as const,
    ...times,
  },
};
const samples: readonly Sample[] = [
  sample('a new session', newSessionRecord, newSession, sessionOptions),
  sample('a session', browserSessionRecord, session, sessionOptions),
  sample('a visit', pendingRecord, visit, ['codeChallenge', 'maxAge', 'requestId', 'nonce', 'codeVerifier']),
  sample('an arrival', arrivalRecord, arrival, ['comparedAddress', ...sessionOptions]),
];

/** Every place in a JSON value, with what stands there. */
function placesIn(json: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(json).flatMap(([name, value]) => placesIn(value, [...path, name])),
  ];
}

/** A copy with something else in one place; `undefined` takes it away. */
function changed(json: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((item: unknown, index) => (String(index) === name ? changed(item, rest, value) : item));
  }
  if (typeof json !== 'object' || json === null) throw new TypeError('no such place');
  const fields: Readonly<Record<string, unknown>> = { ...json };
  return { ...fields, [name]: changed(fields[name], rest, value) };
}

describe.each(samples)('$what that is kept', ({ read, json, optional }) => {
  it.each(placesIn(json))('is not found when a part is of another kind: %s %s %s %s', (...path) => {
    const place = path.filter((part) => typeof part === 'string');
    for (const wrong of [null, {}, 1.5, [1.5], '']) {
      // any text is one: an empty value of an attribute is the only thing of these that may stand there
      if (
        wrong === '' &&
        /^(?:value|namespace|requestId|nonce|codeVerifier|codeChallenge|\d)$/.test(place.at(-1) ?? '')
      ) {
        continue;
      }
      expect(read(changed(json, place, wrong)), JSON.stringify(wrong)).toBeUndefined();
    }
  });

  it('is read without an optional member, and not without a required one', () => {
    for (const place of placesIn(json)) {
      const name = place.at(-1) ?? '';
      if (/^\d+$/.test(name)) continue;
      const found = read(changed(json, place, undefined));
      expect(found === undefined, place.join('.')).toBe(!optional.includes(name));
    }
  });

  it.each([undefined, null, 'text', 5, [], [{}]])('is not found in %j', (other) => {
    expect(read(other)).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('comes back as it was', () => {
    expect(readRecord(newSessionRecord, recordBytes(newSessionRecord, newSession))).toEqual(newSession);
    expect(readRecord(browserSessionRecord, recordBytes(browserSessionRecord, session))).toEqual(session);
    expect(readRecord(pendingRecord, recordBytes(pendingRecord, visit))).toEqual(visit);
    expect(readRecord(arrivalRecord, recordBytes(arrivalRecord, arrival))).toEqual(arrival);
  });

  it('is not found in bytes that are no JSON, nor where there are none', () => {
    expect(readRecord(pendingRecord, Buffer.from('{'))).toBeUndefined();
    expect(readRecord(pendingRecord, Buffer.from([0xff]))).toBeUndefined();
    expect(readRecord(pendingRecord, undefined)).toBeUndefined();
  });

  it('is not found when an attribute has more than a name and values', () => {
    const json = { ...newSessionRecord.write(newSession), attributes: [['given_name', ['Pip'], 'more']] };
    expect(recordIn(newSessionRecord, json)).toBeUndefined();
  });

  it('is not found when no school is named', () => {
    const nowhere = { ...arrival, identity: { ...arrival.identity, schools: [] } };
    expect(readRecord(arrivalRecord, recordBytes(arrivalRecord, nowhere))).toBeUndefined();
  });
});
