import { inject } from 'vitest';
import { createDisclosure, type Disclosure } from '../../../src/disclosure/disclosure.ts';
import { attributeName, idpId, schoolId, serviceId } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { createLedger, type Ledger } from '../../../src/ledger/ledger.ts';
import { createPseudonyms, type Pseudonyms } from '../../../src/pseudonym/pseudonyms.ts';
import type { BrowserSession } from '../../../src/session/session-records.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import type { Postgres } from '../../../src/storage/postgres/pool.ts';
import type { LedgerStore } from '../../../src/storage/stores/ledger-store.ts';
import type { PersonStore } from '../../../src/storage/stores/person-store.ts';
import type { StoredRecord } from '../../../src/storage/stores/records.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { createSealedMemory, newSession, newSessionId } from '../session/sessions-case.ts';
import { openDatabase } from '../../../testkit/services/postgres-servers.ts';
import { objectionHashOf, randomHandle, required, rootOf } from '../../../testkit/values/ids.ts';
import type { ManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { newPseudonymKeys } from '../../../testkit/values/pseudonym-keys.ts';
import { trustedKeys } from '../../../testkit/values/trusted-keys.ts';

export const reader = required(serviceId('leesboom-reader'));
export const scopes: ReadonlySet<string> = new Set(['openid', 'profile', 'group']);

const keys = newPseudonymKeys();

export interface DisclosureCase {
  readonly url: string;
  readonly clock: ManualClock;
  readonly disclosure: Disclosure;
  readonly ledger: Ledger;
  readonly ledgerStore: LedgerStore;
  readonly people: PersonStore;
  readonly pseudonyms: Pseudonyms;
  /** The same broker with this ledger database. */
  withLedgerOn(postgres: Postgres): Disclosure;
  /** The register now holds the example federation with one piece of its text replaced, and these records more. */
  setRegister(from?: string, to?: string, ...more: readonly StoredRecord[]): void;
  /** The register now holds these records, in this version. */
  setRecords(records: readonly StoredRecord[]): void;
  /** The picture of the register was confirmed so long ago. */
  setUnconfirmedFor(milliseconds: number): void;
  close(): Promise<void>;
}

/** Everything behind a disclosure: register, pseudonyms, sessions' store, and people and ledger in PostgreSQL. */
export async function openDisclosureCase(): Promise<DisclosureCase> {
  const { url, postgres } = await openDatabase(inject('postgres18Url'));
  const { clock } = createSealedMemory();
  const logger = createRecordingLogger();
  let register = buildRegister(1, stored(wantedRecords()));
  let age = 0;
  const ledgerOn = (database: Postgres) =>
    createLedger({
      store: createPostgresLedgerStore(database),
      proofKey: keys.ledgerProof,
      clock,
      randomness: systemRandomness,
      logger,
    });
  const pseudonyms = createPseudonyms({
    keys,
    keyCheck: trustedKeys,
    store: createPostgresPersonStore(postgres),
    clock,
    randomness: systemRandomness,
    portableStaleDays: 30,
  });
  const disclosureWith = (ledger: Ledger) =>
    createDisclosure({
      register: { current: () => register, confirmedAt: () => clock.now() - age },
      catalogue,
      pseudonyms,
      ledger,
      clock,
      timeZone: 'Europe/Amsterdam',
      registerGraceSeconds: 300,
    });
  const ledger = ledgerOn(postgres);
  const setRecords = (records: readonly StoredRecord[]) => {
    register = buildRegister(register.revision + 1, records);
  };
  return {
    url,
    clock,
    ledger,
    ledgerStore: createPostgresLedgerStore(postgres),
    people: createPostgresPersonStore(postgres),
    pseudonyms,
    disclosure: disclosureWith(ledger),
    withLedgerOn: (database) => disclosureWith(ledgerOn(database)),
    setRecords,
    setRegister: (from, to, ...more) =>
      setRecords([...stored(wantedRecords(from, to), register.revision + 1), ...more]),
    setUnconfirmedFor: (milliseconds) => {
      age = milliseconds;
    },
    close: () => postgres.close(),
  };
}

/** A pupil of De Regenboog who signed in just now. */
export function pupilSession(changes: Partial<BrowserSession> = {}): BrowserSession {
  const name = randomHandle();
  return {
    ...newSession(),
    id: newSessionId(),
    startedAt: 0,
    root: rootOf(name),
    objectionHashes: [objectionHashOf(name)],
    person: randomHandle(),
    school: required(schoolId('de-regenboog')),
    idp: required(idpId('regenboog-saml')),
    attributes: new Map([
      [required(attributeName('given_name')), ['Canary-Sanne']],
      [required(attributeName('group')), ['groep-5', 'canary-plusklas']],
      [required(attributeName('email')), ['canary@school.example']],
    ]),
    ...changes,
  };
}
