import type { RequestHandler, Router } from 'express';
import { isRegisterConfirmed } from '../disclosure/register-confirmation.ts';
import { explanationPath } from '../http/explanations/explained-errors.ts';
import { explainError } from '../http/explanations/route.ts';
import type { SupplierSide } from '../downstream/supplier-side.ts';
import { createAssets } from '../http/assets.ts';
import { closeWhileDraining } from '../http/close-while-draining.ts';
import { createErrorHandler, notFound } from '../http/error-handler.ts';
import type { RouteEntry } from '../http/http-app.ts';
import { createLanguageMemory } from '../http/language.ts';
import { createParameterLimit } from '../http/parameter-limit.ts';
import { createSameSitePosts } from '../http/same-site-posts.ts';
import { createSecurityHeaders } from '../http/security-headers.ts';
import { signInPlaceOf } from '../http/sign-in-place.ts';
import { writeFailedRequest } from '../ledger/failed-requests.ts';
import { createFrontPage } from '../login/front-page.ts';
import type { Login } from '../login/router.ts';
import { schoolHelp } from '../login/school-help.ts';
import { startAgainPath } from '../login/start-again.ts';
import { portalErrorPage } from '../portal/errors/error-page.ts';
import { createBrokerHealth } from '../telemetry/broker-health.ts';
import { createMetricsHandler } from '../telemetry/health.ts';
import { createRequestLog } from '../telemetry/request-log.ts';
import { createOwnKeysRoute, ownKeysPath } from '../upstream/oidc/own-keys-route.ts';
import { isAssertionConsumer } from '../upstream/saml/addresses.ts';
import { createMetadataRoute, metadataPath } from '../upstream/saml/metadata-route.ts';
import type { AppContext } from './context.ts';
import type { Parts } from './parts.ts';

interface Answering {
  readonly supplierSide: SupplierSide;
  readonly login: Login;
  readonly api: Router;
  readonly portal: Router | undefined;
}

/** What makes us store something, and can be asked for without a step before it. Steps that follow count what they do. */
const limitedPaths = ['/authorize', '/logout', metadataPath];

/**
 * Every address and everything that looks at requests, in the order in which a request meets it: what answers ends it
 * there. Security rests on this order.
 */
export function routeTable(
  context: AppContext,
  parts: Parts,
  { supplierSide, login, api, portal }: Answering,
): readonly RouteEntry[] {
  const { settings, logger, clock, randomness, metrics } = context;
  const { https, cookies, limits, startAgain, today } = parts;
  const { readSignedInSchool } = supplierSide;
  const origin = settings.issuer;
  return [
    { every: closeWhileDraining(context.draining) },
    // answers that are the same for everybody, and asked for too often to be logged
    { every: createAssets().router },
    { every: healthOf(context) },
    { get: '/metrics', answer: createMetricsHandler(metrics) },
    // from here on every answer is logged and has the headers
    { every: createRequestLog({ logger, metrics, clock, mountedRoutes: supplierSide.paths }) },
    { every: createSecurityHeaders({ https }) },
    // no browser: without cookies
    { below: '/api', answer: api },
    // browsers, and the servers of suppliers
    { every: createParameterLimit() },
    { every: createLanguageMemory({ cookies }) },
    { all: limitedPaths, answer: limits.requests },
    { all: supplierSide.paths, answer: suppliersFirst(supplierSide, login) },
    // what oidc-provider answers above has its own proof against posts of other sites
    { every: createSameSitePosts({ origin, exempt: isAssertionConsumer }) },
    {
      get: '/',
      answer: createFrontPage({
        register: context.register,
        today,
        portal: settings.portal,
        readSignedInSchool,
      }),
    },
    { get: startAgainPath, answer: startAgain.redirect },
    { get: explanationPath, answer: explainError },
    { get: metadataPath, answer: metadataOf(context) },
    { get: ownKeysPath, answer: createOwnKeysRoute(context.keyring.oidc) },
    ...(portal === undefined ? [] : [{ every: portal }]),
    { every: login.routes },
    { every: notFound },
    {
      every: createErrorHandler({
        logger,
        randomness,
        audit: ({ code, errorId }, request) =>
          writeFailedRequest(parts.ledger, { code, errorId, ...signInPlaceOf(request) }),
        ...(portal === undefined ? {} : { pageOf: portalErrorPage }),
        startAgainUrl: (request) => startAgain.url(request),
        announcements: (request) => parts.announcementsFor(signInPlaceOf(request).service),
        schoolHelp: (request) => {
          const { school } = signInPlaceOf(request);
          return school && schoolHelp(context.register.current(), school, parts.signInsAt);
        },
      }),
    },
  ];
}

function healthOf({ stores, register, clock, settings, draining }: AppContext): Router {
  const { registerGraceSeconds } = settings;
  return createBrokerHealth({
    sessions: stores.ephemeral,
    database: stores.register,
    isRegisterConfirmed: () => isRegisterConfirmed({ register, clock, registerGraceSeconds }),
    draining,
  });
}

/** The suppliers' side answers, or hands over a request whose person has to do something first. */
function suppliersFirst(supplierSide: SupplierSide, login: Login): RequestHandler {
  return async (request, response) => {
    const waiting = await supplierSide.handle(request, response);
    if (waiting !== undefined) await login.begin({ request, response }, waiting);
  };
}

function metadataOf({ settings, keyring, register }: AppContext): RequestHandler {
  return createMetadataRoute({
    issuer: settings.issuer,
    samlKeys: keyring.saml,
    idpOf: (id) => register.current().idp(id)?.record,
  });
}
