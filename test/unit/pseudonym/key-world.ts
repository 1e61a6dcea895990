import { randomBytes } from 'node:crypto';
import { boardId, schoolId, sectorId, serviceId, type PersonHandle } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { PseudonymKeys } from '../../../src/keyring/keyring.ts';
import { createLedger } from '../../../src/ledger/ledger.ts';
import { createSubjectProof } from '../../../src/ledger/subject-proof.ts';
import { checkKeys, type KeyCheck, type KeyCheckParts } from '../../../src/pseudonym/key-check.ts';
import { createPseudonyms, type Pseudonyms } from '../../../src/pseudonym/pseudonyms.ts';
import { createPostgresKeyFingerprintStore } from '../../../src/storage/postgres/key-fingerprint-store.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../../src/storage/postgres/pool.ts';
import { openRegistryWorld } from '../../../testkit/world/registry-world.ts';
import { newEntry } from '../../../testkit/values/new-entry.ts';
import { eraseHandle } from '../../../testkit/values/erase-handle.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { trustedKeys } from '../../../testkit/values/trusted-keys.ts';

export const file = '/etc/sluis/keys/pseudonym.json';
export const waterland = {
  id: required(schoolId('de-regenboog')),
  board: required(boardId('waterland')),
  objectionBoards: [],
};
export const leesboom = required(sectorId('leesboom'));

export interface TestKeys extends Omit<PseudonymKeys, 'sector'> {
  readonly sectors: ReadonlyMap<number, Buffer>;
}

export function newKeys(): TestKeys {
  return {
    root: randomBytes(32),
    sectors: new Map([[1, randomBytes(32)]]),
    currentSectorVersion: 1,
    account: randomBytes(32),
    ledgerProof: randomBytes(32),
  };
}

export interface KeyWorld {
  readonly postgres: Postgres;
  readonly logger: RecordingLogger;
  parts(keys: TestKeys): KeyCheckParts;
  /** A node that starts with these keys. */
  start(keys: TestKeys): Promise<{ readonly check: KeyCheck; readonly pseudonyms: Pseudonyms }>;
  /** Somebody gets a pseudonym, with a ledger entry, from a node that checks nothing: as before there were fingerprints. */
  release(keys: TestKeys, name: string): Promise<PersonHandle>;
  eraseHandle(handle: PersonHandle): Promise<boolean>;
  close(): Promise<void>;
}

/** A database with the example federation. */
export async function openKeyWorld(serverUrl: string): Promise<KeyWorld> {
  const registry = await openRegistryWorld(serverUrl);
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url: registry.url, timeoutMs: 10_000, maxConnections: 6, logger });
  const clock = createManualClock();
  const people = createPostgresPersonStore(postgres);
  const withSectors = ({ sectors, ...keys }: TestKeys): PseudonymKeys => ({
    ...keys,
    sector: (version) => sectors.get(version),
  });
  const parts = (keys: TestKeys): KeyCheckParts => ({
    keys: withSectors(keys),
    file,
    store: createPostgresKeyFingerprintStore(postgres),
    proofUnder: createSubjectProof,
    clock,
    logger,
  });
  const pseudonymsWith = (keys: TestKeys, keyCheck: KeyCheck): Pseudonyms =>
    createPseudonyms({
      keys: withSectors(keys),
      keyCheck,
      store: people,
      clock,
      randomness: systemRandomness,
      portableStaleDays: 30,
    });
  return {
    postgres,
    logger,
    parts,
    async start(keys) {
      const check = await checkKeys(parts(keys));
      return { check, pseudonyms: pseudonymsWith(keys, check) };
    },
    async release(keys, name) {
      const pseudonyms = pseudonymsWith(keys, trustedKeys);
      const { root } = await pseudonyms.identify([person(name)], waterland);
      const store = createPostgresLedgerStore(postgres);
      const ledger = createLedger({
        store,
        proofKey: keys.ledgerProof,
        clock,
        randomness: systemRandomness,
        logger,
      });
      const handle = await pseudonyms.handleOf(root, waterland.board);
      const subject = await pseudonyms.subjectFor(root, leesboom);
      await ledger.record(
        newEntry({ person: handle, subject, service: required(serviceId('leesboom-reader')) }),
      );
      return handle;
    },
    eraseHandle: (handle) => eraseHandle(people, handle, waterland.board),
    async close() {
      await Promise.all([registry.close(), postgres.close()]);
    },
  };
}

export function person(name: string) {
  return { namespace: 'regenboog', value: name, portable: false };
}
