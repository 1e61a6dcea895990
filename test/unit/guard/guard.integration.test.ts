import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serviceId, type ServiceId } from '../../../src/domain/ids.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createGuard, type Guard, type OutgoingClaims } from '../../../src/guard/guard.ts';
import { createLedger, type Ledger } from '../../../src/ledger/ledger.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { claim, newEntry, someSubject } from '../../../testkit/values/new-entry.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { schoolRecord } from '../release/decision-case.ts';
import { randomEntryId, required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

const reader = required(serviceId('leesboom-reader'));
const practice = required(serviceId('rekenrijk-oefenen'));
const pip = someSubject('pip');
const schoolOf = () => schoolRecord({ name: 'De Regenboog' });
const pairwiseIdsOf = () => Promise.resolve(undefined);

/** Services that may know when somebody signed in. */
let told: ReadonlySet<ServiceId> = new Set();
const mayKnowSignInTime = (service: ServiceId): boolean => told.has(service);

let database: OpenedDatabase;
let ledger: Ledger;
let guard: Guard;
/** One letter of the first name, some groups, the year of birth, and the family name as it is. */
let entry: LedgerEntry;

beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
  ledger = createLedger({
    store: createPostgresLedgerStore(database.postgres),
    proofKey: randomBytes(32),
    clock: createManualClock(),
    randomness: systemRandomness,
    logger: createRecordingLogger(),
  });
  guard = createGuard({
    findEntry: ledger.find,
    provesSubject: ledger.proves,
    schoolOf,
    pairwiseIdsOf,
    mayKnowSignInTime,
  });
  entry = await ledger.record(
    newEntry({
      subject: pip,
      released: [
        { claim: claim('given_name'), transforms: ['initial'] },
        { claim: claim('group'), transforms: ['values'] },
        { claim: claim('birthdate'), transforms: ['year'] },
        { claim: claim('family_name'), transforms: [] },
        { claim: claim('school_name'), transforms: [] },
      ],
    }),
  );
});
afterAll(() => database.postgres.close());

const lawful = {
  sub: pip,
  given_name: 'P.',
  group: ['groep-5'],
  birthdate: '2014',
  family_name: 'Voorbeeld',
};
const outgoing = (
  payload: OutgoingClaims['payload'],
  changes: Partial<OutgoingClaims> = {},
): OutgoingClaims => ({
  channel: 'userinfo',
  service: reader,
  entry: entry.id,
  payload,
  ...changes,
});
const inspect = (payload: OutgoingClaims['payload'], changes: Partial<OutgoingClaims> = {}) =>
  guard.inspect(outgoing(payload, changes));

describe('the guard stops', () => {
  it('what nobody wrote down', async () => {
    expect(await inspect(lawful, { entry: undefined })).toEqual({ violation: 'no_ledger_entry' });
    expect(await inspect(lawful, { entry: randomEntryId() })).toEqual({ violation: 'no_ledger_entry' });
    expect(await inspect({ sub: pip }, { entry: undefined })).toEqual({ violation: 'no_ledger_entry' });
  });

  it('what was written down for another service', async () => {
    expect(await inspect(lawful, { service: practice })).toEqual({ violation: 'other_service' });
  });

  it('what was written down for another person', async () => {
    for (const sub of [someSubject('sam'), '', undefined, null, 7, [pip], { pip }, `${pip} `]) {
      expect(await inspect({ ...lawful, sub })).toEqual({ violation: 'other_subject' });
    }
    const { sub: _sub, ...without } = lawful;
    expect(await inspect(without)).toEqual({ violation: 'other_subject' });
  });

  it('a sub of another entry, of the same service too', async () => {
    const other = await ledger.record(newEntry({ subject: someSubject('sam') }));
    expect(await inspect({ sub: pip }, { entry: other.id })).toEqual({ violation: 'other_subject' });
    expect(await inspect({ sub: someSubject('sam') }, { entry: entry.id })).toEqual({
      violation: 'other_subject',
    });
  });

  it.each([
    'email',
    'eckid',
    'sid',
    'jti',
    'SUB',
    'Given_name',
    'given_name ',
    '',
    'constructor',
    'toString',
  ])('a claim that is not in the entry: %j', async (name) => {
    for (const channel of ['userinfo', 'id_token'] as const) {
      expect(await inspect({ ...lawful, [name]: 'x' }, { channel })).toEqual({
        violation: 'claim_not_in_entry',
        claim: name,
      });
    }
  });

  it.each(['given_name', 'sub', 'id_token', 'access_token', 'session_state', 'Code', '', 'toString'])(
    'anything but the protocol’s own on the way back by the browser: %j, released or not',
    async (name) => {
      const answer = { code: 'x', state: 'x', iss: 'https://login.example', [name]: 'x' };
      for (const id of [entry.id, undefined]) {
        expect(await inspect(answer, { channel: 'callback', entry: id })).toEqual({
          violation: 'claim_not_in_entry',
          claim: name,
        });
      }
    },
  );

  it('a claim that the entry says was withheld', async () => {
    expect(entry.withheld.map((withheld) => withheld.claim)).toEqual(['email']);
    expect(await inspect({ sub: pip, email: 'pip@school.example' })).toMatchObject({ claim: 'email' });
  });

  it('a claim of the protocol where it does not belong', async () => {
    for (const name of ['iss', 'aud', 'auth_time', 'acr', 'nonce']) {
      expect(await inspect({ ...lawful, [name]: 'x' })).toEqual({
        violation: 'claim_not_in_entry',
        claim: name,
      });
    }
  });

  it('the time of the sign-in, where the service may not know it', async () => {
    for (const auth_time of [1_800_000_000, undefined, null]) {
      expect(await inspect({ ...lawful, auth_time }, { channel: 'id_token' })).toEqual({
        violation: 'sign_in_time',
        claim: 'auth_time',
      });
    }
  });

  it('the time of the sign-in at userinfo, whoever asks', async () => {
    told = new Set([reader]);
    expect(await inspect({ ...lawful, auth_time: 1_800_000_000 })).toMatchObject({ claim: 'auth_time' });
    told = new Set();
  });

  it.each([
    ['given_name', 'Pip'],
    ['given_name', 'P'],
    ['given_name', ['P.', 'Pip']],
    ['given_name', null],
    ['given_name', { value: 'P.' }],
    ['birthdate', '2014-03-09'],
    ['birthdate', 2014],
    ['group', []],
    ['group', ['groep-5', 5]],
    ['group', ''],
    ['family_name', undefined],
    ['family_name', false],
  ])('a value that is not as the entry says: %s %j', async (name, value) => {
    expect(await inspect({ ...lawful, [name]: value })).toEqual({
      violation: 'value_not_transformed',
      claim: name,
    });
  });

  it.each([
    ['family_name', '111222333'],
    ['family_name', `https://ketenid.nl/201703/${'ab'.repeat(64)}`],
    ['group', ['groep-5', '111222333']],
  ])('what must never leave: %s %j', async (name, value) => {
    expect(await inspect({ ...lawful, [name]: value })).toEqual({
      violation: 'forbidden_content',
      claim: name,
    });
  });

  it('a school that is not called so in the register', async () => {
    expect(await inspect({ ...lawful, school_name: 'De Wilg' })).toEqual({
      violation: 'not_as_registered',
      claim: 'school_name',
    });
    expect(await inspect({ ...lawful, school_name: 'De Regenboog' })).toBeUndefined();
  });

  it('everything when the ledger is away', async () => {
    const away = createGuard({
      findEntry: createLedger({
        store: createPostgresLedgerStore(await closed()),
        proofKey: randomBytes(32),
        clock: createManualClock(),
        randomness: systemRandomness,
        logger: createRecordingLogger(),
      }).find,
      provesSubject: ledger.proves,
      schoolOf,
      pairwiseIdsOf,
      mayKnowSignInTime,
    });
    await expectFailure(away.inspect(outgoing(lawful)), 'storage.unavailable');
  });

  it('any claim that is added to a lawful answer', async () => {
    const known = new Set([
      'iss',
      'sub',
      'aud',
      'exp',
      'iat',
      'nonce',
      'at_hash',
      'auth_time',
      'acr',
      ...Object.keys(lawful),
    ]);
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'email', 'given_name2', 'eckid', 'hasOwnProperty'),
    );
    await fc.assert(
      fc.asyncProperty(
        name,
        fc.jsonValue(),
        fc.constantFrom('userinfo', 'id_token'),
        async (added, value, channel) => {
          fc.pre(!known.has(added) && added !== 'school_name');
          const payload = Object.fromEntries([...Object.entries(lawful), [added, value]]);
          expect(await inspect(payload, { channel })).toEqual({
            violation: 'claim_not_in_entry',
            claim: added,
          });
        },
      ),
    );
  });

  it('any value in place of an initial or a year', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('given_name', 'birthdate'), fc.jsonValue(), async (name, value) => {
        fc.pre(typeof value !== 'string' || !/^(?:\p{L}\p{M}*\.|\d{4})$/u.test(value));
        fc.pre(!Array.isArray(value) || value.length === 0 || value.some((item) => typeof item !== 'string'));
        expect(await inspect({ ...lawful, [name]: value })).toEqual({
          violation: 'value_not_transformed',
          claim: name,
        });
      }),
    );
  });
});

async function closed(): Promise<OpenedDatabase['postgres']> {
  const { postgres } = await openDatabase(inject('postgres18Url'));
  await postgres.close();
  return postgres;
}

describe('the guard lets through', () => {
  it('exactly what was written down, less of it, and the claims of the protocol in an id_token', async () => {
    expect(await inspect(lawful)).toBeUndefined();
    expect(await inspect({ sub: pip })).toBeUndefined();
    const protocol = {
      iss: 'https://sluis.example',
      aud: reader,
      exp: 2,
      iat: 1,
      nonce: 'n',
      at_hash: 'h',
      acr: 'x',
    };
    expect(await inspect({ ...protocol, ...lawful }, { channel: 'id_token' })).toBeUndefined();
  });

  it('a code or an error on the way back by the browser, whatever its state, with no entry', async () => {
    const callback = { channel: 'callback', entry: undefined } as const;
    const always = { state: '123456782', iss: 'https://sluis.example' };
    expect(await inspect({ ...always, code: 'x' }, callback)).toBeUndefined();
    const error = { error: 'invalid_scope', error_description: 'x', error_uri: 'https://x', scope: 'email' };
    expect(await inspect({ ...always, ...error }, callback)).toBeUndefined();
  });

  it('the time of the sign-in in an id_token of a service that may know it', async () => {
    told = new Set([reader]);
    const payload = { ...lawful, auth_time: 1_800_000_000 };
    expect(await inspect(payload, { channel: 'id_token' })).toBeUndefined();
    told = new Set([practice]);
    expect(await inspect(payload, { channel: 'id_token' })).toMatchObject({ violation: 'sign_in_time' });
    told = new Set();
  });
});
