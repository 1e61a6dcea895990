import type { SecretReference } from '../register/model/secret-reference.ts';
import { createLookAtSecret } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { dayMillis, type Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Network } from '../domain/outgoing.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import { createOutboxWatch, type OutboxWatch } from '../outbox/outbox-watch.ts';
import type { Objectors } from '../register/changes/objectors.ts';
import { createRegistry } from '../register/changes/create-registry.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { PeopleOfLogin } from '../register/changes/strangers.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { AccountStore } from '../storage/stores/account-store.ts';
import type { AnnouncementStore } from '../storage/stores/announcement-store.ts';
import type { DocumentStore } from '../storage/stores/document-store.ts';
import type { DraftStore } from '../storage/stores/draft-store.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { FactorStore } from '../storage/stores/factor-store.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { OutboxStore } from '../storage/stores/outbox-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import type { RelyingPartyStore } from '../storage/stores/relying-party-store.ts';
import type { ScheduleStore } from '../storage/stores/schedule-store.ts';
import { countFailures } from '../telemetry/count-failures.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { createPeopleOfLogin } from './people-of-login.ts';
import { objectorsOf } from './people.ts';
import { createCertificateWatch, type CertificateWatch } from './certificate-watch.ts';
import { createSecretWatch, type SecretWatch } from './secret-watch.ts';

export interface Stores {
  readonly ephemeral: EphemeralStore;
  readonly register: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly people: PersonStore;
  readonly ledger: LedgerStore;
  readonly announcements: AnnouncementStore;
  readonly documents: DocumentStore;
  readonly drafts: DraftStore;
  readonly outbox: OutboxStore;
  readonly factors: FactorStore;
  readonly relyingParties: RelyingPartyStore;
  readonly accounts: AccountStore;
}

/** What one node was started with. */
export interface AppInput {
  readonly settings: Settings;
  readonly catalogue: AttributeCatalogue;
  readonly keyring: Keyring;
  readonly keyCheck: KeyCheck;
  readonly stores: Stores;
  readonly register: RegisterView;
  readonly readSecret: (reference: SecretReference) => Promise<string>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly network: Network;
  readonly logger: Logger;
  /** True from the moment the process was asked to stop. */
  readonly draining: () => boolean;
  /** Takes what has to be done after the last request and before the stores close. */
  readonly atStop: (step: () => Promise<void>) => void;
}

/** What every part of a node is made from: there is one in a process. `stores` count what they do not answer. */
export interface AppContext extends AppInput {
  readonly metrics: Metrics;
  readonly registry: Registry;
  readonly peopleOfLogin: PeopleOfLogin;
  readonly objectors: Objectors;
  readonly secretWatch: SecretWatch;
  readonly certificateWatch: CertificateWatch;
  readonly outboxWatch: OutboxWatch;
}

export function createContext(input: AppInput): AppContext {
  const { register, clock, settings, catalogue, logger } = input;
  const lookAtSecret = createLookAtSecret(input.readSecret, { isBroker: true });
  const secretWatch = createSecretWatch({ register, lookAtSecret, logger });
  const certificateWatch = createCertificateWatch({ register, clock, logger });
  const outboxWatch = createOutboxWatch({ store: input.stores.outbox, clock, logger });
  const metrics = createMetrics({
    protocolOf: (idp) => register.current().idp(idp)?.record.protocol.kind,
    registerState: () => ({
      revision: register.current().revision,
      ageMillis: clock.now() - register.confirmedAt(),
    }),
    unreadableSecrets: () => secretWatch.count(),
    certificateEnds: () =>
      certificateWatch.ends().map(({ idp, end }) => ({ idp, daysLeft: wholeDaysUntil(end, clock.now()) })),
    outbox: () => outboxWatch.state(),
    namedIdps: settings.namedIdps,
    clock,
  });
  const stores = countedStores(input.stores, metrics);
  const peopleOfLogin = createPeopleOfLogin({ people: stores.people, ledger: stores.ledger, clock });
  const objectors = objectorsOf({
    keys: input.keyring.pseudonym,
    keyCheck: input.keyCheck,
    catalogue,
    people: stores.people,
    register: stores.register,
  });
  const registry = createRegistry({
    store: stores.register,
    schedule: stores.schedule,
    catalogue,
    destinations: settings.outgoingDestinations,
    lookAtSecret,
    objectors,
    peopleOfLogin,
    clock,
    randomness: input.randomness,
  });
  return {
    ...input,
    stores,
    metrics,
    registry,
    peopleOfLogin,
    objectors,
    secretWatch,
    certificateWatch,
    outboxWatch,
  };
}

/** Of what is past: none. */
function wholeDaysUntil(moment: number, now: number): number {
  return Math.max(0, Math.floor((moment - now) / dayMillis));
}

function countedStores(stores: Stores, metrics: Metrics): Stores {
  return {
    ephemeral: countFailures(stores.ephemeral, () => metrics.storeFailed('ephemeral')),
    register: countFailures(stores.register, () => metrics.storeFailed('register')),
    schedule: countFailures(stores.schedule, () => metrics.storeFailed('register')),
    people: countFailures(stores.people, () => metrics.storeFailed('people')),
    ledger: countFailures(stores.ledger, () => metrics.storeFailed('ledger')),
    announcements: countFailures(stores.announcements, () => metrics.storeFailed('announcements')),
    documents: countFailures(stores.documents, () => metrics.storeFailed('register')),
    drafts: countFailures(stores.drafts, () => metrics.storeFailed('register')),
    outbox: countFailures(stores.outbox, () => metrics.storeFailed('outbox')),
    factors: countFailures(stores.factors, () => metrics.storeFailed('register')),
    relyingParties: countFailures(stores.relyingParties, () => metrics.storeFailed('register')),
    accounts: countFailures(stores.accounts, () => metrics.storeFailed('register')),
  };
}
