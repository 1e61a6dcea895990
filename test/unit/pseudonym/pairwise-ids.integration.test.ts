import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { schoolId, sectorId } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { PseudonymKeys } from '../../../src/keyring/keyring.ts';
import {
  derivePairwiseGroupId,
  derivePairwiseSchoolId,
  deriveSubject,
} from '../../../src/pseudonym/derive.ts';
import { createPseudonyms, type Pseudonyms } from '../../../src/pseudonym/pseudonyms.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { required, rootOf } from '../../../testkit/values/ids.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { newPseudonymKeys } from '../../../testkit/values/pseudonym-keys.ts';
import { trustedKeys } from '../../../testkit/values/trusted-keys.ts';

const keys = newPseudonymKeys(1, 2);
const school = required(schoolId('de-regenboog'));
const freshSector = () => required(sectorId(`sector-${randomUUID()}`));

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
});
afterAll(() => database.postgres.close());

/** The broker after a restart, with these keys. */
function pseudonymsWith(now: PseudonymKeys): Pseudonyms {
  return createPseudonyms({
    keys: now,
    keyCheck: trustedKeys,
    store: createPostgresPersonStore(database.postgres),
    clock: createManualClock(),
    randomness: systemRandomness,
    portableStaleDays: 30,
  });
}
const pairwise =
  (now: PseudonymKeys): Pseudonyms['pairwiseIdsOf'] =>
  (sector) =>
    pseudonymsWith(now).pairwiseIdsOf(sector);

describe('the ids of schools and groups', () => {
  const group = { school: school, schoolYear: '2026-2027', name: '5a' };

  it('are what the derivation says, in each sector others', async () => {
    const [one, other] = [freshSector(), freshSector()];
    const ids = await pairwise(keys)(one);
    const key = required(keys.sector(1));
    expect(ids.school(school)).toBe(derivePairwiseSchoolId(key, one, school));
    expect(ids.group(group)).toBe(derivePairwiseGroupId(key, one, group));
    const elsewhere = await pairwise(keys)(other);
    expect(elsewhere.school(school)).not.toBe(ids.school(school));
    expect(elsewhere.group(group)).not.toBe(ids.group(group));
  });

  it('are by the key version of the sub, whichever of the two was asked for first', async () => {
    const [old, fresh] = [freshSector(), freshSector()];
    const before = (await pairwise(keys)(old)).group(group);
    const after = pairwise({ ...keys, currentSectorVersion: 2 });
    expect((await after(old)).group(group)).toBe(before);
    const root = rootOf('pip');
    expect(await pseudonymsWith({ ...keys, currentSectorVersion: 2 }).subjectFor(root, old)).toBe(
      deriveSubject(required(keys.sector(1)), old, root),
    );
    expect((await after(fresh)).group(group)).toBe(
      derivePairwiseGroupId(required(keys.sector(2)), fresh, group),
    );
  });

  it('are not derived with another version when the pinned one is gone', async () => {
    const pinned = freshSector();
    await pairwise(keys)(pinned);
    const sector = (version: number) => (version === 1 ? undefined : keys.sector(version));
    const later = pairwise({ ...keys, currentSectorVersion: 2, sector });
    await expectFailure(later(pinned), 'keyring.invalid');
  });
});
