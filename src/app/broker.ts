import type { Express, Router } from 'express';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { dayAt, type CalendarDay, type Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Network, Outgoing } from '../domain/outgoing.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { SecretReference } from '../register/model/register.ts';
import type { Settings } from '../config/settings.ts';
import { createDisclosure } from '../disclosure/disclosure.ts';
import { isRegisterConfirmed } from '../disclosure/register-confirmation.ts';
import { idpId } from '../domain/ids.ts';
import { createSupplierSide, type SupplierSide } from '../downstream/supplier-side.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { createGuard, type Guard } from '../guard/guard.ts';
import { createAddressLimits, type LimitsByAddress } from '../http/address-limits.ts';
import { createAssets } from '../http/assets.ts';
import { closeWhileDraining } from '../http/close-while-draining.ts';
import { createCookies, type Cookies } from '../http/cookies.ts';
import { createErrorHandler, notFound } from '../http/error-handler.ts';
import { createHttpApp } from '../http/http-app.ts';
import { createLanguageMemory } from '../http/language.ts';
import { createParameterLimit } from '../http/parameter-limit.ts';
import { createSameSitePosts } from '../http/same-site-posts.ts';
import { createSecurityHeaders } from '../http/security-headers.ts';
import { writeFailedRequest } from '../ledger/failed-requests.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { createDeviceMemory } from '../login/device-memory.ts';
import { createLogin, type Login } from '../login/routes.ts';
import { createOutgoing } from '../outgoing/outgoing.ts';
import { createPseudonyms } from '../pseudonym/pseudonyms.ts';
import { createBrowserSessions, type BrowserSessions } from '../session/browser-sessions.ts';
import { createLoginTransactions } from '../session/login-transactions.ts';
import { createSealedEphemeralStore } from '../storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import type { ScheduleStore } from '../storage/stores/schedule-store.ts';
import { isAssertionConsumer } from '../upstream/saml/addresses.ts';
import { createMetadataRoute, metadataPath } from '../upstream/saml/metadata-route.ts';
import type { SchoolSide } from '../upstream/school-idp.ts';
import { createSchoolSide } from '../upstream/school-side.ts';
import { createBrokerHealth } from '../telemetry/broker-health.ts';
import { countFailures } from '../telemetry/count-failures.ts';
import { createMetricsHandler } from '../telemetry/health.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { createRequestLog } from '../telemetry/request-log.ts';
import { createApi } from './api.ts';
import { createPages, startAgainPath, type Pages } from './pages.ts';
import type { OpenKeys } from './open-keys.ts';

export interface BrokerParts extends OpenKeys {
  readonly settings: Settings;
  readonly catalogue: AttributeCatalogue;
  readonly register: RegisterView;
  readonly stores: {
    readonly ephemeral: EphemeralStore;
    readonly register: RegisterStore;
    readonly schedule: ScheduleStore;
    readonly people: PersonStore;
    readonly ledger: LedgerStore;
  };
  readonly readSecret: (reference: SecretReference) => Promise<string>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly network: Network;
  readonly logger: Logger;
  /** True from the moment the process was asked to stop. */
  readonly draining: () => boolean;
  /** Takes what has to be done after the last request and before the stores close. */
  readonly atStop?: (step: () => Promise<void>) => void;
}

/** Puts the parts together in the order of a login. By hand, so that the way can be read here. */
export function createBroker(given: BrokerParts): Express {
  const { settings, keyring, register, clock, randomness } = given;
  const today = () => dayAt(clock.now(), settings.timeZone);
  const metrics = createMetrics({
    protocolOf: (idp) => register.current().idp(idp)?.record.protocol.kind,
    registerState: () => ({
      revision: register.current().revision,
      ageMillis: clock.now() - register.confirmedAt(),
    }),
  });
  const parts = { ...given, stores: countedStores(given.stores, metrics) };
  const sealed = createSealedEphemeralStore(parts.stores.ephemeral, keyring.sealer);
  const sessions = sessionsIn(sealed, parts);
  const ledger = ledgerOf(parts, metrics);
  given.atStop?.(() => ledger.close());
  const pseudonyms = createPseudonyms({
    ...parts,
    keys: keyring.pseudonym,
    store: parts.stores.people,
    portableStaleDays: settings.portableStaleDays,
  });
  const disclosure = createDisclosure({
    ...parts,
    ...settings,
    pseudonyms,
    ledger,
  });
  const outgoing = createOutgoing({
    ...parts,
    destinations: settings.outgoingDestinations,
    onEnd: metrics.called,
  });
  const cookies = createCookies({ secure: settings.issuer.startsWith('https:') });
  const memory = createDeviceMemory(cookies);
  const pages = createPages({ ...parts, memory, ledger });
  const limits = createAddressLimits({ store: parts.stores.ephemeral, clock, sealer: keyring.sealer });
  const supplierSide = createSupplierSide({
    ...parts,
    ...settings,
    store: sealed,
    sessions,
    disclosure,
    ledger,
    guard: guardOf(ledger, register),
    outgoing,
    pages,
    requestLimits: limits,
  });
  const login = createLogin({
    ...parts,
    interactions: supplierSide.interactions,
    schoolSide: schoolSideOf(parts, { outgoing, sealed, ledger, metrics, today }),
    people: pseudonyms,
    transactions: createLoginTransactions({ store: sealed, clock, randomness }),
    sessions,
    disclosure,
    ledger,
    memory,
    limits: limits.login,
    today,
  });
  const api = createApi(
    { ...parts, pseudonyms },
    { ledger, readApiToken: supplierSide.readApiToken, sealed },
  );
  return mount(parts, { metrics, ledger, cookies, pages, limits, supplierSide, login, api });
}

function sessionsIn(store: EphemeralStore, { settings, clock, stores }: BrokerParts): BrowserSessions {
  return createBrowserSessions({
    store,
    clock,
    idleSeconds: settings.sessionIdleSeconds,
    absoluteSeconds: settings.sessionAbsoluteSeconds,
    hasGivenWay: (root) => stores.people.hasGivenWay(root),
  });
}

function schoolSideOf(
  { settings, keyring, catalogue, register, readSecret, clock, randomness, logger }: BrokerParts,
  made: {
    readonly outgoing: Outgoing;
    readonly sealed: EphemeralStore;
    readonly ledger: Ledger;
    readonly metrics: Metrics;
    readonly today: () => CalendarDay;
  },
): SchoolSide {
  return createSchoolSide({
    issuer: settings.issuer,
    samlKeys: keyring.saml,
    readSecret,
    clock,
    randomness,
    outgoing: made.outgoing,
    catalogue,
    register,
    store: made.sealed,
    sealer: keyring.sealer,
    audit: (event) => made.ledger.audit(event),
    countLeftOut: (notice) => made.metrics.leftOut(notice),
    today: made.today,
    logger,
  });
}

function ledgerOf({ stores, keyring, clock, randomness, logger }: BrokerParts, metrics: Metrics): Ledger {
  return createLedger({
    store: stores.ledger,
    proofKey: keyring.pseudonym.ledgerProof,
    clock,
    randomness,
    logger,
    onEntry: (entry) => metrics.disclosed(entry),
    onEvent: (event) => metrics.audited(event),
  });
}

function guardOf(ledger: Ledger, register: RegisterView): Guard {
  return createGuard({
    findEntry: ledger.find,
    provesSubject: ledger.proves,
    schoolOf: (id) => register.current().school(id),
    mayKnowSignInTime: (service) => register.current().service(service)?.record.client.signInTime === true,
  });
}

interface Mounted {
  readonly metrics: Metrics;
  readonly ledger: Ledger;
  readonly cookies: Cookies;
  readonly pages: Pages;
  readonly limits: LimitsByAddress;
  readonly supplierSide: SupplierSide;
  readonly login: Login;
  readonly api: Router;
}

/** What answers at which address, in the order in which a request meets it. */
function mount(parts: BrokerParts, mounted: Mounted): Express {
  const { settings, logger, clock, randomness } = parts;
  const { metrics, cookies, pages, supplierSide, login } = mounted;
  const app = createHttpApp(settings);
  app.use(closeWhileDraining(parts.draining));
  app.use(createAssets().router);
  app.use(
    createBrokerHealth({
      sessions: parts.stores.ephemeral,
      database: parts.stores.register,
      isRegisterConfirmed: () =>
        isRegisterConfirmed({
          register: parts.register,
          clock,
          registerGraceSeconds: settings.registerGraceSeconds,
        }),
      draining: parts.draining,
    }),
  );
  app.get('/metrics', createMetricsHandler(metrics));
  app.use(createRequestLog({ logger, metrics, clock, mountedRoutes: supplierSide.paths }));
  app.use(createSecurityHeaders({ https: settings.issuer.startsWith('https:') }));
  app.use('/api', mounted.api);
  app.use(createParameterLimit());
  app.use(createLanguageMemory({ cookies }));
  app.all([...limitedPaths], mounted.limits.requests);
  app.all([...supplierSide.paths], async (request, response) => {
    const waiting = await supplierSide.handle(request, response);
    if (waiting !== undefined) await login.begin({ request, response }, waiting);
  });
  app.use(createSameSitePosts({ origin: settings.issuer, exempt: isAssertionConsumer }));
  app.get('/', pages.home);
  app.get(startAgainPath, pages.startAgain);
  app.get(
    metadataPath,
    createMetadataRoute({
      issuer: settings.issuer,
      samlKeys: parts.keyring.saml,
      idpOf: (id) => parts.register.current().idp(id)?.record,
    }),
  );
  app.use(login.routes);
  app.use(notFound);
  app.use(
    createErrorHandler({
      logger,
      randomness,
      audit: ({ code, errorId }, request) => {
        const named = idpId(String(request.params['idp'] ?? ''));
        const known = named && parts.register.current().idp(named);
        return writeFailedRequest(mounted.ledger, { code, errorId, idp: known?.record.id });
      },
      startAgainUrl: pages.startAgainUrl,
    }),
  );
  return app;
}

/** What makes us store something, and can be asked for without a step before it. Steps that follow count what they do. */
const limitedPaths = ['/authorize', '/logout', metadataPath] as const;

function countedStores(stores: BrokerParts['stores'], metrics: Metrics): BrokerParts['stores'] {
  return {
    ephemeral: countFailures(stores.ephemeral, () => metrics.storeFailed('ephemeral')),
    register: countFailures(stores.register, () => metrics.storeFailed('register')),
    schedule: countFailures(stores.schedule, () => metrics.storeFailed('register')),
    people: countFailures(stores.people, () => metrics.storeFailed('people')),
    ledger: countFailures(stores.ledger, () => metrics.storeFailed('ledger')),
  };
}
