import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  boardId,
  schoolId,
  sectorId,
  type BoardId,
  type PersonRoot,
  type SchoolId,
} from '../../../src/domain/ids.ts';
import type { PersonIdentifier } from '../../../src/domain/person.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { PseudonymKeys } from '../../../src/keyring/keyring.ts';
import { deriveSubject, hashIdentifier } from '../../../src/pseudonym/derive.ts';
import { createPseudonyms, type Pseudonyms } from '../../../src/pseudonym/pseudonyms.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import type { PersonStore } from '../../../src/storage/stores/person-store.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { eraseHandle } from '../../../testkit/values/erase-handle.ts';
import { required } from '../../../testkit/values/ids.ts';
import { newPseudonymKeys } from '../../../testkit/values/pseudonym-keys.ts';
import { trustedKeys } from '../../../testkit/values/trusted-keys.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

const day = 86_400_000;
const keys = newPseudonymKeys(1, 2);
const clock = createManualClock();

let database: OpenedDatabase;
let store: PersonStore;
let pseudonyms: WithRoots;

/** For tests that ask for the root of a person alone. */
type WithRoots = Omit<Pseudonyms, 'identify'> & {
  identify(
    identifiers: readonly PersonIdentifier[],
    school: { readonly id: SchoolId; readonly board: BoardId },
  ): Promise<PersonRoot>;
};

/** The broker after a restart, with these keys. */
function restarted(now: PseudonymKeys): WithRoots {
  const whole = wholly(now);
  return {
    ...whole,
    identify: async (identifiers, school) =>
      (await whole.identify(identifiers, { ...school, objectionBoards: [school.board] })).root,
  };
}

function wholly(now: PseudonymKeys): Pseudonyms {
  const parts = { keyCheck: trustedKeys, store, clock, randomness: systemRandomness };
  return createPseudonyms({ ...parts, keys: now, portableStaleDays: 30 });
}

beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
  store = createPostgresPersonStore(database.postgres);
  pseudonyms = restarted(keys);
});
afterAll(() => database.postgres.close());

const at = (school: string, board: string): { id: SchoolId; board: BoardId } => ({
  id: required(schoolId(school)),
  board: required(boardId(board)),
});
const regenboog = at('de-regenboog', 'waterland');
const kade = at('de-kade', 'waterland');
const kompas = at('het-kompas', 'zeeland');

const eck = (name: string = randomUUID()): PersonIdentifier => ({
  namespace: 'eckid:po',
  value: name,
  portable: true,
});
const local = (namespace: string, name: string = randomUUID()): PersonIdentifier => ({
  namespace,
  value: name,
  portable: false,
});
const freshSector = () => required(sectorId(`sector-${randomUUID()}`));

/** Everything that the person tables hold, as text. */
async function tables(): Promise<string> {
  const names = [
    'person_identifier',
    'portable_identifier',
    'person_root',
    'person_succession',
    'identifier_kept_apart',
    'person_handle',
    'sector_key',
  ];
  const rows = await Promise.all(
    names.map((name) => queryDatabase(database.url, `select * from sluis.${name}`)),
  );
  return JSON.stringify(rows);
}

describe('a person is refused', () => {
  it('when one assertion carries identifiers of two people, and nothing is linked', async () => {
    const [one, other, unseen] = [local('idp-a'), local('idp-b'), local('idp-c')];
    const roots = [
      await pseudonyms.identify([one], regenboog),
      await pseudonyms.identify([other], regenboog),
    ];
    const failure = await expectFailure(
      pseudonyms.identify([one, other, unseen], regenboog),
      'identity.conflict',
    );
    expect(failure.whoseTurn).toBe('school');
    expect(failure.message).not.toContain(one.value);
    expect(await pseudonyms.identify([one], regenboog)).toBe(roots[0]);
    expect(await pseudonyms.identify([other], regenboog)).toBe(roots[1]);
    expect(roots).not.toContain(await pseudonyms.identify([unseen], regenboog));
  });

  it('without any identifier', async () => {
    await expectFailure(pseudonyms.identify([], regenboog), 'identity.identifier_missing');
  });

  it('when another board asserts the ECK iD within the time, and nothing is linked', async () => {
    const [chain, foreign] = [eck(), local('zee')];
    const root = await pseudonyms.identify([chain, local('regenboog')], regenboog);
    clock.advance(29 * day);
    const failure = await expectFailure(
      pseudonyms.identify([chain, foreign], kompas),
      'identity.foreign_board',
    );
    expect(failure.whoseTurn).toBe('school');
    expect(await pseudonyms.identify([foreign], kompas)).not.toBe(root);
  });

  it('when the identifiers are of two people, and an ECK iD that another board could have stays where it is', async () => {
    const [chain, someone] = [eck(), local('zee')];
    const root = await pseudonyms.identify([chain], regenboog);
    await pseudonyms.identify([someone], kompas);
    clock.advance(31 * day);
    await expectFailure(pseudonyms.identify([chain, someone], kompas), 'identity.conflict');
    expect(await pseudonyms.identify([chain], regenboog)).toBe(root);
  });

  it('with an identifier that is no well-formed text: two of these could be one', async () => {
    for (const broken of [local('regenboog', 'a\ud800'), eck('\udc00'), local('regen\ud800boog')]) {
      const failure = await expectFailure(
        pseudonyms.identify([eck(), broken], regenboog),
        'identity.identifier_not_allowed',
      );
      expect(failure.whoseTurn).toBe('school');
    }
  });

  it('by its first board once another one has the ECK iD', async () => {
    const chain = eck();
    await pseudonyms.identify([chain], regenboog);
    clock.advance(31 * day);
    await pseudonyms.identify([chain], kompas);
    await expectFailure(pseudonyms.identify([chain], regenboog), 'identity.foreign_board');
  });
});

describe('a person keeps the root', () => {
  it('when the ECK iD comes later', async () => {
    const [own, chain] = [local('regenboog'), eck()];
    const root = await pseudonyms.identify([own], regenboog);
    expect(await pseudonyms.identify([chain, own], regenboog)).toBe(root);
    expect(await pseudonyms.identify([chain], regenboog)).toBe(root);
  });

  it('after a move to another school of the board, with another IdP and the same ECK iD', async () => {
    const chain = eck();
    const root = await pseudonyms.identify([chain, local('regenboog')], regenboog);
    const there = local('kade');
    expect(await pseudonyms.identify([chain, there], kade)).toBe(root);
    expect(await pseudonyms.identify([there], kade)).toBe(root);
  });

  it('after a move to another board, once its first board has not asserted it for the configured time', async () => {
    const chain = eck();
    const root = await pseudonyms.identify([chain], regenboog);
    clock.advance(20 * day);
    await pseudonyms.identify([chain], regenboog);
    clock.advance(30 * day);
    await expectFailure(pseudonyms.identify([chain], kompas), 'identity.foreign_board');
    clock.advance(1);
    expect(await pseudonyms.identify([chain, local('zee')], kompas)).toBe(root);
  });

  it('after a move to another board at once, when the ECK iD was released', async () => {
    const chain = eck();
    const root = await pseudonyms.identify([chain], regenboog);
    expect(await store.releasePortable(hashIdentifier(keys.root, chain))).toBe(true);
    expect(await pseudonyms.identify([chain], kompas)).toBe(root);
    await expectFailure(pseudonyms.identify([chain], regenboog), 'identity.foreign_board');
  });

  it('in 50 first sign-ins at the same moment', async () => {
    const [chain, own] = [eck(), local('regenboog')];
    const roots = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        pseudonyms.identify(index % 2 === 0 ? [chain, own] : [own], regenboog),
      ),
    );
    expect(new Set(roots).size).toBe(1);
  });

  it('and another person with the same value in another namespace is another one', async () => {
    const value = randomUUID();
    const roots = await Promise.all(
      ['regenboog', 'kade'].map((namespace) => pseudonyms.identify([local(namespace, value)], regenboog)),
    );
    expect(new Set(roots).size).toBe(2);
  });
});

describe('sub', () => {
  it('is what the derivation says, in each sector another one', async () => {
    const root = await pseudonyms.identify([eck()], regenboog);
    const [one, other] = [freshSector(), freshSector()];
    const sub = await pseudonyms.subjectFor(root, one);
    expect(sub).toBe(deriveSubject(required(keys.sector(1)), one, root));
    expect(await pseudonyms.subjectFor(root, one)).toBe(sub);
    expect(await pseudonyms.subjectFor(root, other)).not.toBe(sub);
  });

  it('outlives a new key version: a sector that is pinned stays, a new one gets the new version', async () => {
    const root = await pseudonyms.identify([eck()], regenboog);
    const [old, fresh] = [freshSector(), freshSector()];
    const before = await pseudonyms.subjectFor(root, old);
    const after = restarted({ ...keys, currentSectorVersion: 2 });
    expect(await after.subjectFor(root, old)).toBe(before);
    expect(await after.subjectFor(root, fresh)).toBe(deriveSubject(required(keys.sector(2)), fresh, root));
  });

  it('is not derived with another version when the pinned one is gone', async () => {
    const root = await pseudonyms.identify([eck()], regenboog);
    const pinned = freshSector();
    await pseudonyms.subjectFor(root, pinned);
    const later = restarted({
      ...keys,
      currentSectorVersion: 2,
      sector: (version) => (version === 1 ? undefined : keys.sector(version)),
    });
    await expectFailure(later.subjectFor(root, pinned), 'keyring.invalid');
  });

  it('is one and the same on two nodes that are given different current versions at the same moment', async () => {
    const root = await pseudonyms.identify([eck()], regenboog);
    const sector = freshSector();
    const nodes = [restarted(keys), restarted({ ...keys, currentSectorVersion: 2 })];
    const subs = await Promise.all(
      nodes.flatMap((node) => Array.from({ length: 25 }, () => node.subjectFor(root, sector))),
    );
    expect(new Set(subs).size).toBe(1);
  });
});

describe('other names of a person', () => {
  it('the account is of one person, school and affiliation; the handle of one person', async () => {
    const [one, other] = [
      await pseudonyms.identify([eck()], regenboog),
      await pseudonyms.identify([eck()], regenboog),
    ];
    const accounts = [
      pseudonyms.accountOf(one, regenboog.id, 'pupil'),
      pseudonyms.accountOf(one, kade.id, 'pupil'),
      pseudonyms.accountOf(one, regenboog.id, 'teacher'),
      pseudonyms.accountOf(other, regenboog.id, 'pupil'),
    ];
    expect(new Set(accounts).size).toBe(4);
    const handles = await Promise.all(
      [one, one, other].map((root) => pseudonyms.handleOf(root, regenboog.board)),
    );
    expect(handles[0]).toBe(handles[1]);
    expect(handles[2]).not.toBe(handles[0]);
  });

  it('a handle that was erased comes back as another one, with the same sub', async () => {
    const root = await pseudonyms.identify([eck()], regenboog);
    const sector = freshSector();
    const { board } = regenboog;
    const [handle, sub] = [await pseudonyms.handleOf(root, board), await pseudonyms.subjectFor(root, sector)];
    expect(await eraseHandle(store, handle, board)).toBe(true);
    expect(await pseudonyms.handleOf(root, board)).not.toBe(handle);
    expect(await pseudonyms.subjectFor(root, sector)).toBe(sub);
  });
});

describe('the database of pseudonyms', () => {
  it('holds no identifier, no sub and no account id', async () => {
    const [chain, own] = [eck('canary-eckid'), local('canary-namespace', 'canary-local')];
    const root = await pseudonyms.identify([chain, own], regenboog);
    const sub = await pseudonyms.subjectFor(root, freshSector());
    await pseudonyms.handleOf(root, regenboog.board);
    const dump = await tables();
    expect(dump).toContain(root);
    for (const secret of ['canary', sub, pseudonyms.accountOf(root, regenboog.id, 'pupil')]) {
      expect(dump).not.toContain(secret);
    }
  });
});
