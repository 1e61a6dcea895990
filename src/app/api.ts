import type { Router } from 'express';
import { apiDocument } from '../api/description/documents.ts';
import { createIdempotency } from '../api/idempotency.ts';
import { createLimits } from '../api/limits.ts';
import { apiOperations } from '../api/operations.ts';
import { createReadBody } from '../api/read-body.ts';
import { createApiRouter } from '../api/router.ts';
import { isRegisterConfirmed } from '../disclosure/register-confirmation.ts';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { ReadApiToken } from '../downstream/api-clients.ts';
import { createRegistry } from '../register/changes/create-registry.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import type { Pseudonyms } from '../pseudonym/pseudonyms.ts';
import { createSuccessionsOf } from '../pseudonym/supplier-successions.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import type { ScheduleStore } from '../storage/stores/schedule-store.ts';
import { objectorsOf } from './objectors.ts';
import { personSearchOf } from './person-search.ts';

interface ApiParts {
  readonly settings: Settings;
  readonly keyring: Keyring;
  readonly keyCheck: KeyCheck;
  readonly catalogue: AttributeCatalogue;
  readonly register: RegisterView;
  readonly stores: {
    readonly ephemeral: EphemeralStore;
    readonly register: RegisterStore;
    readonly schedule: ScheduleStore;
    readonly people: PersonStore;
    readonly ledger: LedgerStore;
  };
  readonly pseudonyms: Pick<Pseudonyms, 'subjectFor'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
}

/** The management API of this node, to be mounted at `/api`. */
export function createApi(
  parts: ApiParts,
  made: {
    readonly ledger: Ledger;
    readonly readApiToken: ReadApiToken;
    /** Seals what it keeps. */
    readonly sealed: EphemeralStore;
  },
): Router {
  const { settings, stores, keyring, register, clock } = parts;
  const registry = createRegistry({
    ...parts,
    store: stores.register,
    schedule: stores.schedule,
    destinations: settings.outgoingDestinations,
    objectors: objectorsOf({ ...parts, keys: keyring.pseudonym }),
  });
  const { registerGraceSeconds } = settings;
  return createApiRouter({
    ...parts,
    issuer: settings.issuer,
    operations: apiOperations({
      registry,
      ledger: stores.ledger,
      people: personSearchOf({ ...parts, keys: keyring.pseudonym, registry }),
      successionsOf: successionsOf(parts),
    }),
    document: apiDocument(),
    readToken: made.readApiToken,
    isConfirmed: () => isRegisterConfirmed({ register, clock, registerGraceSeconds }),
    limits: createLimits({ store: stores.ephemeral, sealer: keyring.sealer, clock }),
    idempotency: createIdempotency(made.sealed, keyring.sealer),
    readBody: createReadBody(),
    ledger: made.ledger,
  });
}

function successionsOf({ stores, pseudonyms, register, clock, settings: { timeZone } }: ApiParts) {
  return createSuccessionsOf({
    store: stores.people,
    pseudonyms,
    servicesOf: (supplier) =>
      register
        .current()
        .services()
        .map(({ record }) => record)
        .filter((service) => service.supplier === supplier),
    clock,
    timeZone,
  });
}
