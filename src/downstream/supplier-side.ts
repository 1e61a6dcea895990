import type { SecretReference } from '../register/model/secret-reference.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { Guard } from '../guard/guard.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { createFindAccount, createPairwiseIdentifier, type AccountParts } from './accounts.ts';
import { createAdapterFactory } from './adapter.ts';
import { createReadApiToken, type ReadApiToken } from './api-clients.ts';
import { readRequestsFirst } from './authorization-request.ts';
import { requireRegisteredMethod } from './client-proof.ts';
import { createSupplierClients, type SupplierClients } from './clients.ts';
import { createCrossOriginLimit } from './cross-origin.ts';
import { honestDiscovery } from './discovery.ts';
import { createErrorAnswers } from './error-answers.ts';
import { limitForm } from './form-limit.ts';
import { createFormPosts, SupplierProvider, type CallbackPage } from './form-post.ts';
import { createGuardedResponses } from './guarded-responses.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { createInteractions, type Interactions, type WaitingRequest } from './interaction.ts';
import { createIssuedTokens } from './issued-tokens.ts';
import { createLoginHandover } from './login-handover.ts';
import { createLogout, createSessionEnd, type LogoutPages } from './logout.ts';
import { createOwnAddress } from './own-address.ts';
import { createOutageAnswers } from './outage-answers.ts';
import { cookieOptions, providerConfiguration } from './provider-configuration.ts';
import { createErrorRenderer, type ProviderErrorPage } from './provider-errors.ts';
import { createPersonSwitch } from './person-switch.ts';
import { createPostedRequests, postedPaths } from './posted-requests.ts';
import { createProviderRefusals } from './provider-refusals.ts';
import { createRequestLimits, withoutLargeState, type RequestLimitParts } from './request-limits.ts';
import { createRequestSessions } from './request-sessions.ts';
import { createReadSchoolHint } from './school-hint.ts';
import { createSlowDown, type SlowDownParts } from './slow-down.ts';
import { createReadSignedInSchool, type ReadSignedInSchool } from './signed-in-school.ts';
import { createTakeCode, type TakeCode } from './take-code.ts';
import { withholdSignInTime } from './sign-in-time.ts';
import { createSupplierFetch } from './supplier-fetch.ts';

export interface SupplierSideParts {
  readonly issuer: string;
  readonly keyring: Keyring;
  readonly catalogue: AttributeCatalogue;
  readonly register: RegisterView;
  readonly readSecret: (reference: SecretReference) => Promise<string>;
  /** Seals what it keeps. */
  readonly store: EphemeralStore;
  readonly sessions: BrowserSessions;
  readonly disclosure: Disclosure;
  readonly ledger: Ledger;
  readonly guard: Guard;
  readonly logger: Logger;
  readonly randomness: Randomness;
  /** The way to key sets that suppliers publish. */
  readonly outgoing: Outgoing;
  readonly signOutPages: LogoutPages;
  readonly errorPage: ProviderErrorPage;
  readonly callbackPage: CallbackPage;
  readonly requestLimits: RequestLimitParts & SlowDownParts;
  readonly sessionIdleSeconds: number;
  readonly sessionAbsoluteSeconds: number;
}

/** The suppliers' side: an OpenID provider (OpenID Connect Core 1.0, RFC 6749, 7636, 7662, 7009, 9126, 9207). */
export interface SupplierSide {
  /** Answers, or returns the request that `login/` has to answer because its person has to do something. */
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<WaitingRequest | undefined>;
  /** Paths that `handle` answers; everything else is not its business. */
  readonly paths: readonly string[];
  readonly interactions: Interactions;
  readonly readApiToken: ReadApiToken;
  readonly readSignedInSchool: ReadSignedInSchool;
  readonly takeCode: TakeCode;
}

/** What oidc-provider answers. */
const providerPaths = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/authorize',
  '/authorize/:uid',
  '/token',
  '/userinfo',
  '/jwks',
  '/introspect',
  '/revoke',
  '/par',
  '/logout',
  '/logout/confirm',
  '/logout/success',
  ...postedPaths,
] as const;

export function createSupplierSide(parts: SupplierSideParts): SupplierSide {
  const clients = createSupplierClients(parts);
  const requestSessions = createRequestSessions(parts.sessions);
  const issuedTokens = createIssuedTokens(parts.store);
  const accountParts = { ...parts, requestSessions, issuedTokens, clients };
  const refusals = createProviderRefusals({ ...parts, clients });
  const renderError = createErrorRenderer(parts.errorPage, refusals, clients);
  const slowDown = createSlowDown(parts.requestLimits);
  const outageAnswers = createOutageAnswers({ ...parts, renderError });
  const https = parts.issuer.startsWith('https:');
  const readHint = createReadSchoolHint(parts.register);
  const posted = createPostedRequests({ ...parts, limits: parts.requestLimits });
  const provider = new SupplierProvider(
    parts.issuer,
    providerConfiguration({
      ...parts,
      clients,
      https,
      adapter: createAdapterFactory(parts.store, clients, issuedTokens),
      findAccount: createFindAccount(accountParts),
      pairwiseIdentifier: createPairwiseIdentifier(accountParts),
      policy: createInteractionPolicy(accountParts),
      requestLimits: createRequestLimits(parts.requestLimits, readHint, posted.countedBytes),
      renderError,
      logout: createLogout({ pages: parts.signOutPages, sessions: parts.sessions }),
      mayIntrospect: async (ctx, clientId, token) =>
        ownerOf(token) === clientId && (await requestSessions.of(ctx, token)) !== undefined,
      secondsToEnd(ctx) {
        const session = requestSessions.found(ctx);
        return session === undefined ? Infinity : parts.sessions.secondsToEnd(session);
      },
      fetch: createSupplierFetch(parts.outgoing),
    }),
  );
  listen(provider, parts.logger, [refusals, outageAnswers, slowDown]);
  // believes the headers that `ownAddress` writes, and nobody else's
  provider.proxy = true;
  changeLibrary(provider, clients);
  const handover = createLoginHandover();
  const fromOutermost = [
    handover.middleware,
    createErrorAnswers({ ...parts, refusals, causeOf: outageAnswers.causeOf }),
    outageAnswers.middleware,
    limitForm,
    posted.middleware,
    slowDown.middleware,
    ...aroundAnswers(parts, { requestSessions, issuedTokens }),
  ];
  for (const middleware of fromOutermost) provider.use(middleware);
  const ownAddress = createOwnAddress(parts.issuer);
  const answer = provider.callback();
  return {
    async handle(request, response) {
      if (await posted.answer(request, response)) return undefined;
      ownAddress(request);
      await answer(request, response);
      return handover.handedOver(request);
    },
    paths: [...providerPaths],
    readApiToken: createReadApiToken({ issuer: parts.issuer, provider, clients }),
    readSignedInSchool: createReadSignedInSchool({ provider, sessions: parts.sessions }),
    takeCode: createTakeCode(provider),
    interactions: createInteractions({
      provider,
      sessions: parts.sessions,
      ownAddress,
      cookieOptions: cookieOptions(https),
    }),
  };
}

function listen(
  provider: Provider,
  logger: Logger,
  listeners: readonly { listenTo(provider: Provider): void }[],
): void {
  for (const listener of listeners) listener.listenTo(provider);
  provider.on('server_error', (_ctx: unknown, error: unknown) => {
    logger.error('provider.failed', { error });
  });
}

/** Where the library asks its own classes for what is ours to say, and has no setting for it. */
function changeLibrary(provider: Provider, clients: SupplierClients): void {
  requireRegisteredMethod(provider, clients);
  readRequestsFirst(provider, clients);
  withholdSignInTime(provider, clients);
}

function aroundAnswers(
  parts: SupplierSideParts,
  { requestSessions, issuedTokens }: Pick<AccountParts, 'requestSessions' | 'issuedTokens'>,
) {
  return [
    withoutLargeState,
    createCrossOriginLimit(parts.register),
    // around the guard: a token of an answer that it stops is never written
    issuedTokens.middleware,
    createFormPosts(parts.callbackPage),
    createGuardedResponses({ ...parts, requestSessions }),
    honestDiscovery,
    createSessionEnd({ pages: parts.signOutPages, sessions: parts.sessions, ledger: parts.ledger }),
    createPersonSwitch(parts.sessions),
  ];
}

function ownerOf(token: unknown): unknown {
  return typeof token === 'object' && token !== null && 'clientId' in token ? token.clientId : undefined;
}
