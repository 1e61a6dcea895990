import { randomBytes } from 'node:crypto';
import {
  accountId,
  attributeName,
  idpId,
  requestHandle,
  schoolId,
  sessionId,
  transactionId,
  type SessionId,
} from '../../../src/domain/ids.ts';
import { systemRandomness, unguessable } from '../../../src/domain/randomness.ts';
import { createSealer } from '../../../src/keyring/sealer.ts';
import type { Arrival, NewSession, PendingVisit } from '../../../src/session/session-records.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { randomHandle, required, objectionHashOf, rootOf } from '../../../testkit/values/ids.ts';
import { createManualClock, type ManualClock } from '../../../testkit/machine/manual-clock.ts';

export interface SealedMemory {
  readonly clock: ManualClock;
  readonly store: EphemeralStore;
  /** Everything that was ever written below the seal: keys and values, as bytes in one piece. */
  written(): Buffer;
}

/** The in-process store behind the real sealer, seen from below. */
export function createSealedMemory(): SealedMemory {
  const clock = createManualClock();
  const inner = createMemoryEphemeralStore({ clock });
  const written: Uint8Array[] = [];
  const note = (...parts: readonly (string | Uint8Array)[]) => {
    for (const part of parts) written.push(Buffer.from(part), Buffer.from('\n'));
  };
  const watched: EphemeralStore = {
    ...inner,
    put: (key, value, ttl) => {
      note(key, value);
      return inner.put(key, value, ttl);
    },
    putIfAbsent: (key, value, ttl) => {
      note(key, value);
      return inner.putIfAbsent(key, value, ttl);
    },
    exchange: (key, value) => {
      note(key, value);
      return inner.exchange(key, value);
    },
  };
  const keys = { keys: new Map([[1, randomBytes(32)]]), currentVersion: 1, nameKey: randomBytes(32) };
  return {
    clock,
    store: createSealedEphemeralStore(watched, createSealer(keys, systemRandomness)),
    written: () => Buffer.concat(written),
  };
}

export const idp = required(idpId('regenboog-saml'));
export const otherIdp = required(idpId('kade-saml'));
export const newSessionId = (): SessionId => required(sessionId(unguessable(systemRandomness)));
export const newTransaction = () => required(transactionId(unguessable(systemRandomness)));

export function newSession(changes: Partial<NewSession> = {}): NewSession {
  return {
    account: required(accountId('canary-account'.padEnd(43, '-'))),
    root: rootOf('pip'),
    objectionHashes: [objectionHashOf('pip')],
    person: randomHandle(),
    school: required(schoolId('de-regenboog')),
    affiliation: 'pupil',
    idp,
    attributes: new Map([
      [required(attributeName('given_name')), ['canary-name']],
      [required(attributeName('group')), ['canary-group', 'groep-5']],
    ]),
    authenticatedAt: 1_788_000_000,
    ...changes,
  };
}

export function pendingVisit(changes: Partial<PendingVisit['pending']> = {}): PendingVisit {
  return {
    transaction: newTransaction(),
    school: newSession().school,
    pending: {
      handle: required(requestHandle(unguessable(systemRandomness))),
      idpId: idp,
      startedAt: 1_788_000_000_000,
      signInAnew: 'no',
      nonce: 'canary-nonce',
      codeVerifier: 'canary-verifier',
      ...changes,
    },
  };
}

export function arrival(changes: Partial<Arrival> = {}): Arrival {
  const { attributes, affiliation, school } = newSession();
  return {
    transaction: newTransaction(),
    identity: {
      idpId: idp,
      schools: [school],
      affiliation,
      identifiers: [{ namespace: 'canary-namespace', value: 'canary-value', portable: true }],
      attributes,
    },
    ...changes,
  };
}
