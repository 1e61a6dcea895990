import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serviceId, type ServiceId } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { createGuard, type Guard, type OutgoingClaims } from '../../../src/guard/guard.ts';
import { createLedger } from '../../../src/ledger/ledger.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { required } from '../../../testkit/values/ids.ts';
import { claim, newEntry, someSubject } from '../../../testkit/values/new-entry.ts';
import { pairwiseIdsIn } from '../../../testkit/values/pairwise-ids.ts';
import { schoolRecord } from '../release/decision-case.ts';

/* Ids of schools and groups: those of the sector of the service that asks, and no others. */

const reader = required(serviceId('leesboom-reader'));
const practice = required(serviceId('rekenrijk-oefenen'));
const pip = someSubject('pip');
const schoolOf = () => schoolRecord();
const sectorOf = (service: ServiceId) => pairwiseIdsIn(service === reader ? 'leesboom' : 'rekenrijk');

let database: OpenedDatabase;
let guard: Guard;
let entry: LedgerEntry;

beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
  const ledger = createLedger({
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
    pairwiseIdsOf: (service) => Promise.resolve(sectorOf(service)),
    mayKnowSignInTime: () => false,
  });
  entry = await ledger.record(
    newEntry({
      subject: pip,
      released: [
        ...['group', 'family_name', 'school_id'].map((name) => ({ claim: claim(name), transforms: [] })),
        { claim: claim('groups'), transforms: ['values'] },
      ],
    }),
  );
});
afterAll(() => database.postgres.close());

/** A group as the sector of this service knows it. */
const groupsOf = (service: ServiceId) => {
  const [named, schoolYear] = ['groep-5', '2026-2027'];
  const id = sectorOf(service).group({ school: schoolOf().id, schoolYear, name: named });
  return [{ id, name: named, school_year: schoolYear }];
};
const lawful = { sub: pip, group: ['groep-5'], family_name: 'Voorbeeld' };
const inspect = (payload: OutgoingClaims['payload'], changes: Partial<OutgoingClaims> = {}) =>
  guard.inspect({ channel: 'userinfo', service: reader, entry: entry.id, payload, ...changes });

describe('the guard stops', () => {
  it.each([
    ['the id of the register', schoolOf().id],
    ['the id of another sector', sectorOf(practice).school(schoolOf().id)],
    ['a BRIN', schoolOf().brin],
    ['several', [sectorOf(reader).school(schoolOf().id)]],
  ])('a school by anything but the id of its sector: %s', async (_case, school_id) => {
    for (const channel of ['userinfo', 'id_token'] as const) {
      expect(await inspect({ ...lawful, school_id }, { channel })).toEqual({
        violation: 'not_of_sector',
        claim: 'school_id',
      });
    }
  });

  it('groups of another shape, of another sector, and objects under any other name', async () => {
    const [group] = groupsOf(reader);
    const stopped = (violation: string, name = 'groups') => ({ violation, claim: name });
    for (const groups of ['groep-5', ['groep-5'], [{ ...group, teacher: 'Juf' }], group]) {
      expect(await inspect({ ...lawful, groups })).toEqual(stopped('group_malformed'));
    }
    expect(await inspect({ ...lawful, groups: groupsOf(practice) })).toEqual(stopped('not_of_sector'));
    const year = [{ ...group, year: '5' }];
    expect(await inspect({ ...lawful, groups: year })).toEqual(stopped('claim_not_in_entry'));
    for (const name of ['group', 'family_name', 'school_id']) {
      const payload = { ...lawful, [name]: groupsOf(reader) };
      expect(await inspect(payload)).toEqual(stopped('value_not_transformed', name));
    }
  });
});

describe('the guard lets through', () => {
  it('groups and the school by the ids of the sector', async () => {
    const payload = {
      ...lawful,
      groups: groupsOf(reader),
      school_id: sectorOf(reader).school(schoolOf().id),
    };
    expect(await inspect(payload)).toBeUndefined();
    expect(await inspect(payload, { channel: 'id_token' })).toBeUndefined();
  });
});
