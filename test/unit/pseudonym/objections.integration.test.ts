import { newVersionOf } from '../../../src/register/changes/step.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { boardId, schoolId, type BoardId } from '../../../src/domain/ids.ts';
import type { PersonIdentifier } from '../../../src/domain/person.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { hashForObjections, hashIdentifier, objectionKeyOf } from '../../../src/pseudonym/derive.ts';
import { createPseudonyms, type Pseudonyms } from '../../../src/pseudonym/pseudonyms.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import { createPostgresRegisterStore } from '../../../src/storage/postgres/register-store.ts';
import type { PersonStore } from '../../../src/storage/stores/person-store.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { newPseudonymKeys } from '../../../testkit/values/pseudonym-keys.ts';
import { trustedKeys } from '../../../testkit/values/trusted-keys.ts';

const keys = newPseudonymKeys();
const waterland = required(boardId('waterland'));
const zeeland = required(boardId('zeeland'));
const school = required(schoolId('de-regenboog'));

let database: OpenedDatabase;
let store: PersonStore;
let pseudonyms: Pseudonyms;
beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
  store = createPostgresPersonStore(database.postgres);
  pseudonyms = createPseudonyms({
    keyCheck: trustedKeys,
    keys,
    store,
    clock: createManualClock(),
    randomness: systemRandomness,
    portableStaleDays: 30,
  });
});
afterAll(() => database.postgres.close());

const local = (namespace: string): PersonIdentifier => ({ namespace, value: randomUUID(), portable: false });
const hashesOf = (identifiers: readonly PersonIdentifier[], board: BoardId) =>
  identifiers.map((identifier) =>
    hashForObjections(objectionKeyOf(keys.root), board, hashIdentifier(keys.root, identifier)),
  );

async function object(id: string, hashes: readonly string[], board: BoardId): Promise<void> {
  const register = createPostgresRegisterStore(database.postgres);
  const body = { id, school, hashes, boards: [board] };
  const meta = { author: 'ada', reason: 'a letter', at: 1 };
  await register.apply(await register.revision(), [newVersionOf({ kind: 'objection', id, body })], meta);
}
const signIn = async (identifiers: readonly PersonIdentifier[], ...objectionBoards: readonly BoardId[]) => {
  const board = required(objectionBoards[0]);
  return (await pseudonyms.identify(identifiers, { id: school, board, objectionBoards })).objectionHashes;
};

describe('objections', () => {
  it('are asked for by all identifiers of the person, also by those that this school does not assert', async () => {
    const [here, elsewhere] = [local('idp-here'), local('idp-elsewhere')];
    await signIn([elsewhere, here], zeeland);
    await object('by-another-identifier', hashesOf([elsewhere], waterland), waterland);
    const hashes = await signIn([here], waterland);
    expect(new Set(hashes)).toEqual(new Set(hashesOf([here, elsewhere], waterland)));
    // and are met by that one alone from then on
    const joined = await store.joinObjections(hashesOf([here], waterland));
    expect(new Set(joined)).toEqual(new Set(hashes));
  });

  it('of other boards are asked for where they count, and are never taken for those of this one', async () => {
    const own = local('idp-moved');
    await object('at-the-board-before', hashesOf([own], zeeland), zeeland);
    expect(new Set(await signIn([own], waterland, zeeland))).toEqual(
      new Set([...hashesOf([own], waterland), ...hashesOf([own], zeeland)]),
    );
    expect(await signIn([own], waterland)).toEqual(hashesOf([own], waterland));
  });

  it('leave nothing of somebody who has none', async () => {
    const count = () => queryDatabase(database.url, 'select count(*) from sluis.objection_identifier');
    const before = await count();
    await signIn([local('idp-nobody'), local('idp-nobody-too')], waterland);
    expect(await count()).toEqual(before);
  });
});
