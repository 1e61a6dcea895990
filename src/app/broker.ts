import type { Express, Router } from 'express';
import { dayAt, firstMoment } from '../domain/clock.ts';
import { momentForPeople } from '../domain/moment-for-people.ts';
import { createSupplierSide, type SupplierSide } from '../downstream/supplier-side.ts';
import { createErrorPage } from '../downstream/error-page.ts';
import { createGuard } from '../guard/guard.ts';
import { createHttpApp } from '../http/http-app.ts';
import { createCallbackPage } from '../login/callback-page.ts';
import { createLogin, type Login } from '../login/router.ts';
import { createSignOutPages } from '../login/sign-out-pages.ts';
import { serviceNamed } from '../login/start-again.ts';
import { createDocuments } from '../documents/documents.ts';
import { createPortal } from '../portal/portal.ts';
import { createLoginTransactions } from '../session/login-transactions.ts';
import { createSchoolSide, type SchoolSide } from '../upstream/school-side.ts';
import { createApi } from './api.ts';
import type { AppContext } from './context.ts';
import { createParts, type Parts } from './parts.ts';
import { peopleOf } from './people-of-node.ts';
import { routeTable } from './routes.ts';

/** Puts the parts of one node together, in the order of a login. By hand, so that the way can be read here. */
export function createBroker(context: AppContext): Express {
  const parts = createParts(context);
  const supplierSide = supplierSideOf(context, parts);
  const schoolSide = schoolSideOf(context, parts);
  const login = loginOf(context, parts, { interactions: supplierSide.interactions, schoolSide });
  const api = createApi(context, parts, supplierSide.readApiToken);
  const portal = portalOf(context, parts, supplierSide);
  return createHttpApp({
    trustedProxies: context.settings.trustedProxies,
    routes: routeTable(context, parts, { supplierSide, login, api, portal }),
  });
}

function supplierSideOf(context: AppContext, parts: Parts): SupplierSide {
  const { settings, register, logger } = context;
  const { ledger, memory, pseudonyms } = parts;
  const { pairwiseIdsOf } = pseudonyms;
  return createSupplierSide({
    issuer: settings.issuer,
    keyring: context.keyring,
    catalogue: context.catalogue,
    register,
    readSecret: context.readSecret,
    store: parts.sealed,
    sessions: parts.sessions,
    disclosure: parts.disclosure,
    ledger,
    guard: createGuard({
      findEntry: ledger.find,
      provesSubject: ledger.proves,
      schoolOf: (id) => register.current().school(id),
      pairwiseIdsOf: async (service) => {
        const sector = register.current().service(service)?.record.sector;
        return sector && pairwiseIdsOf(sector);
      },
      mayKnowSignInTime: (service) => register.current().service(service)?.record.client.signInTime === true,
    }),
    logger,
    randomness: context.randomness,
    outgoing: parts.outgoing,
    signOutPages: createSignOutPages({ register, memory }),
    callbackPage: createCallbackPage(register),
    errorPage: createErrorPage({
      logger,
      ledger,
      randomness: context.randomness,
      startAgainUrl: parts.startAgain.url,
      serviceName: (service) => serviceNamed(register, service)?.name,
      announcementsFor: parts.announcementsFor,
    }),
    requestLimits: parts.limits,
    sessionIdleSeconds: settings.sessionIdleSeconds,
    sessionAbsoluteSeconds: settings.sessionAbsoluteSeconds,
  });
}

/** `undefined`: the settings name no service for it. */
function portalOf(
  context: AppContext,
  { accounts, factors, sealed, sessions, disclosure, ledger, limits, cookies, today, ...parts }: Parts,
  { takeCode }: SupplierSide,
): Router | undefined {
  const { settings, register, registry, catalogue, clock, randomness, stores, keyring } = context;
  const { portal, timeZone, issuer } = settings;
  if (portal === undefined) return undefined;
  return createPortal({
    issuer,
    portal,
    catalogue,
    accounts,
    factors,
    store: sealed,
    register,
    registry,
    drafts: context.stores.drafts,
    pastDisclosures: context.stores.ledger,
    documents: createDocuments({
      store: stores.documents,
      sealer: keyring.lasting,
      audit: (event) => stores.ledger.appendAudit(event),
      clock,
    }),
    takeCode,
    findSession: (id) => sessions.find(id),
    invitedAddresses: parts.invitedAddresses,
    subjectOf: (session) => disclosure.subjectFor(session, portal),
    people: peopleOf(context),
    trail: context.stores.ledger,
    signInsAt: parts.signInsAt,
    announcementsFor: parts.announcementsFor,
    async audit(event) {
      await ledger.audit(event);
    },
    limitVisits: limits.login.visit,
    cookies,
    clock,
    timeZone,
    randomness,
    today,
    dayOf: (moment) => dayAt(moment, timeZone),
    firstMomentOf: (day) => firstMoment(day, timeZone),
    momentOf: (moment) => momentForPeople(moment, 0, timeZone),
    timeOf: (moment) => momentForPeople(moment, moment, timeZone),
  });
}

function schoolSideOf(context: AppContext, { outgoing, sealed, ledger, today }: Parts): SchoolSide {
  const { settings, keyring, metrics } = context;
  return createSchoolSide({
    issuer: settings.issuer,
    samlKeys: keyring.saml,
    oidcKeys: keyring.oidc,
    readSecret: context.readSecret,
    clock: context.clock,
    randomness: context.randomness,
    outgoing,
    catalogue: context.catalogue,
    register: context.register,
    store: sealed,
    sealer: keyring.sealer,
    async audit(event) {
      await ledger.audit(event);
    },
    countLeftOut: (notice) => metrics.leftOut(notice),
    today,
    logger: context.logger,
  });
}

function loginOf(
  { register, catalogue, clock, randomness, logger, settings }: AppContext,
  parts: Parts,
  sides: Pick<SupplierSide, 'interactions'> & { readonly schoolSide: SchoolSide },
): Login {
  return createLogin({
    interactions: sides.interactions,
    schoolSide: sides.schoolSide,
    people: parts.pseudonyms,
    register,
    catalogue,
    transactions: createLoginTransactions({ store: parts.sealed, clock, randomness }),
    sessions: parts.sessions,
    invitedAddresses: parts.invitedAddresses,
    disclosure: parts.disclosure,
    ledger: parts.ledger,
    logger,
    memory: parts.memory,
    randomness,
    limits: parts.limits.login,
    announcementsFor: parts.announcementsFor,
    observedSignIns: parts.observedSignIns,
    signInsAt: parts.signInsAt,
    portal: settings.portal,
    today: parts.today,
  });
}
