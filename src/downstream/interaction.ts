import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Configuration, type InteractionResults, type Provider } from 'oidc-provider';
import { z } from 'zod';
import type { ErrorCode } from '../domain/error-codes.ts';
import { SluisError } from '../domain/errors.ts';
import { serviceId, sessionId, transactionId } from '../domain/ids.ts';
import type { SchoolId, ServiceId, SessionId, TransactionId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { WrittenRefusal } from '../domain/ledger.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import { visitSeconds } from '../session/login-transactions.ts';
import { recordIn } from '../session/sealed-records.ts';
import { newSessionRecord, writtenRefusalRecord, type NewSession } from '../session/session-records.ts';
import { refusedField } from './interaction-policy.ts';
import { newSessionField } from './request-sessions.ts';
import { schoolHint } from './school-hint.ts';
import { withoutSignIn, type WithoutSignIn } from './without-sign-in.ts';

/** How the library sets cookies. */
type SetOption = NonNullable<NonNullable<NonNullable<Configuration['cookies']>['short']>>;
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** One supplier's request that waits for its person: all that `login/` sees of it. */
export interface WaitingRequest {
  readonly transaction: TransactionId;
  readonly service: ServiceId;
  /** `login`: sign in; `release`: the decision refused, show why. */
  readonly prompt: 'login' | 'release';
  /** `login_hint=school:<id>`. */
  readonly school: SchoolId | undefined;
  readonly uiLocales: string | undefined;
  /** Seconds, when the supplier asked for it. */
  readonly maxAge: number | undefined;
  /** The person must prove anew who they are. */
  readonly forceLogin: boolean;
  /** The school is asked anew who it is, and has to prove nothing: another account may have to be taken than the one at hand. */
  readonly askAnew: boolean;
  readonly scopes: ReadonlySet<string>;
  /** RFC 7636, which ties the code to whoever asked. */
  readonly codeChallenge: string | undefined;
  /** The session that the browser already has. */
  readonly session: SessionId | undefined;
  /** Where the browser goes on when the login has its outcome already, and only that request is missing. */
  readonly resumeUrl: string | undefined;
  /** That session's person signed in within this very request: what a page tells now, it tells to them. */
  readonly signedInHere: boolean;
  /** Of `release`: the refusal, as the decision wrote it down. */
  readonly refused: WrittenRefusal | undefined;
}

/** How a login talks to the suppliers' side. Every call proves, by the cookie of the transaction, which browser asks. */
export interface Interactions {
  /** Throws `login.transaction_unknown` when it is over, or belongs to another browser. */
  waiting(
    request: IncomingMessage,
    response: ServerResponse,
    expected: TransactionId,
  ): Promise<WaitingRequest>;
  /**
   * The same for an address outside of the login's own path, to which `proveAlsoAt` brought its cookie; `undefined` where that
   * proves nothing, because another tab's login put its own in the place.
   */
  waitingHere(
    request: IncomingMessage,
    response: ServerResponse,
    expected: TransactionId,
  ): Promise<WaitingRequest | undefined>;
  /** The same as it is now, for whoever waits for what another request of this browser is about to store. */
  waitingNow(
    request: IncomingMessage,
    response: ServerResponse,
    expected: TransactionId,
  ): Promise<WaitingRequest>;
  /** Whether somebody is signed in in this browser, whatever became of the login at hand. */
  isSignedIn(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The browser brings the cookie of this transaction to the path as well, in place of one that it brings there. */
  proveAlsoAt(
    request: IncomingMessage,
    response: ServerResponse,
    transaction: TransactionId,
    path: string,
  ): void;
  /** Ends an earlier session of another person in this browser, and returns where the browser has to go on. */
  signedIn(request: IncomingMessage, response: ServerResponse, session: NewSession): Promise<string>;
  /** Somebody else is at the device: ends the session of this browser, and the request waits for whoever signs in. */
  endSession(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The person chose another language on a page: from here on it counts as what the service asked for. */
  chooseLanguage(request: IncomingMessage, response: ServerResponse, language: Language): Promise<void>;
  /** Nothing stands in the way any more: on with the supplier's request, which is judged anew. */
  goOn(request: IncomingMessage, response: ServerResponse): Promise<string>;
  /** Back to the supplier without a sign-in; returns where the browser has to go on. */
  refused(request: IncomingMessage, response: ServerResponse, why: WithoutSignIn): Promise<string>;
}

const paramsShape = z.looseObject({
  client_id: z.string(),
  scope: z.string().optional(),
  login_hint: z.string().optional(),
  ui_locales: z.string().optional(),
  prompt: z.string().optional(),
  max_age: z.coerce.number().optional(),
  code_challenge: z.string().optional(),
});

export function createInteractions({
  provider,
  sessions,
  ownAddress,
  cookieOptions,
}: {
  readonly provider: Provider;
  readonly sessions: BrowserSessions;
  readonly ownAddress: (request: IncomingMessage) => void;
  readonly cookieOptions: SetOption;
}): Interactions {
  const known = new WeakMap<IncomingMessage, Promise<Interaction>>();
  /** Read once per request: a step looks at it, and then writes its result. */
  const detailsOf = (request: IncomingMessage, response: ServerResponse): Promise<Interaction> => {
    const loading = known.get(request) ?? load(provider, request, response);
    known.set(request, loading);
    return loading;
  };

  const waiting: Interactions['waiting'] = async (request, response, expected) => {
    const found = waitingRequestOf(await detailsOf(request, response));
    if (found.transaction !== expected) throw ofAnotherBrowser();
    return found;
  };

  return {
    waiting,
    waitingHere: (request, response, expected) => whereProven(waiting(request, response, expected)),
    async waitingNow(request, response, expected) {
      known.delete(request);
      return waiting(request, response, expected);
    },
    async isSignedIn(request, response) {
      const { uid } = await provider.Session.get(provider.createContext(request, response));
      const id = sessionId(uid);
      return id !== undefined && (await sessions.find(id)) !== undefined;
    },
    proveAlsoAt(request, response, transaction, path) {
      ownAddress(request);
      const { cookies } = provider.createContext(request, response);
      const maxAge = visitSeconds * 1000;
      cookies.set(provider.cookieName('interaction'), transaction, { ...cookieOptions, path, maxAge });
    },
    async signedIn(request, response, session) {
      const interaction = await detailsOf(request, response);
      await endEarlierSession(provider, sessions, request, response, session);
      if (interaction.session?.accountId !== session.account) interaction.session = undefined;
      return finish(interaction, { ...interaction.lastSubmission, ...signedInAs(session) });
    },
    async endSession(request, response) {
      const interaction = await detailsOf(request, response);
      await endEarlierSession(provider, sessions, request, response);
      interaction.session = undefined;
      // both hold who signed in before, the second one where the browser has not gone on with it
      interaction.lastSubmission = undefined;
      interaction.result = undefined;
      await interaction.persist();
    },
    async chooseLanguage(request, response, language) {
      const interaction = await detailsOf(request, response);
      if (interaction.params['ui_locales'] === language) return;
      interaction.params['ui_locales'] = language;
      await interaction.persist();
    },
    async goOn(request, response) {
      const interaction = await detailsOf(request, response);
      return finish(interaction, { ...interaction.lastSubmission });
    },
    async refused(request, response, why) {
      return finish(await detailsOf(request, response), { ...withoutSignIn[why] });
    },
  };
}

/** What the library keeps of a request that waits, as `login/` sees it. */
export function waitingRequestOf(interaction: Interaction): WaitingRequest {
  const params = paramsShape.parse(interaction.params);
  const service = serviceId(params.client_id);
  const transaction = transactionId(interaction.uid);
  if (service === undefined || transaction === undefined) throw ofAnotherBrowser();
  const prompts = new Set(params.prompt?.split(' '));
  const { reasons } = interaction.prompt;
  const isSignedIn = interaction.session !== undefined;
  return {
    transaction,
    service,
    prompt: interaction.prompt.name === 'release' ? 'release' : 'login',
    school: schoolHint(params.login_hint),
    uiLocales: params.ui_locales,
    maxAge: params.max_age,
    forceLogin: prompts.has('login') || (isSignedIn && reasons.includes('max_age')),
    askAnew: prompts.has('select_account') || (isSignedIn && reasons.includes('id_token_hint')),
    scopes: new Set(params.scope?.split(' ')),
    codeChallenge: params.code_challenge,
    session: sessionId(interaction.session?.uid ?? ''),
    resumeUrl: resumeUrlOf(interaction),
    signedInHere: signedInWithin(interaction),
    refused: recordIn(writtenRefusalRecord, interaction.prompt.details[refusedField]),
  };
}

/** The cookie at hand is of another login, or of none that waits. */
const provesNothing: ReadonlySet<ErrorCode> = new Set([
  'login.browser_mismatch',
  'login.transaction_unknown',
]);

async function whereProven(waiting: Promise<WaitingRequest>): Promise<WaitingRequest | undefined> {
  try {
    return await waiting;
  } catch (error) {
    if (error instanceof SluisError && provesNothing.has(error.code)) return undefined;
    throw error;
  }
}

function resumeUrlOf({ result, returnTo }: Interaction): string | undefined {
  return result === undefined ? undefined : returnTo;
}

function ofAnotherBrowser(): SluisError {
  return new SluisError('login.browser_mismatch', 'the login belongs to another browser');
}

function signedInWithin({ lastSubmission, session }: Interaction): boolean {
  const account = lastSubmission?.login?.accountId;
  return account !== undefined && account === session?.accountId;
}

async function load(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Interaction> {
  try {
    return await provider.interactionDetails(request, response);
  } catch (cause) {
    if (cause instanceof errors.SessionNotFound) {
      throw new SluisError('login.transaction_unknown', 'no such login in this browser');
    }
    throw cause;
  }
}

/** The answer to `login` and to `select_account`, whichever was asked for. */
function signedInAs(session: NewSession): InteractionResults {
  const { account: accountId, authenticatedAt: ts } = session;
  return {
    login: { accountId, ...(ts === undefined ? undefined : { ts }) },
    select_account: {},
    [newSessionField]: newSessionRecord.write(session),
  };
}

/** As `Provider.interactionResult` does it, which would read the interaction anew. */
async function finish(interaction: Interaction, result: InteractionResults): Promise<string> {
  interaction.result = result;
  await interaction.persist();
  return interaction.returnTo;
}

/** Another person in the same browser: the first session ends before the second begins, and its tokens with it. */
async function endEarlierSession(
  provider: Provider,
  sessions: BrowserSessions,
  request: IncomingMessage,
  response: ServerResponse,
  next?: NewSession,
): Promise<void> {
  const earlier = await provider.Session.get(provider.createContext(request, response));
  if (earlier.accountId === undefined || earlier.accountId === next?.account) return;
  const id = sessionId(earlier.uid);
  await Promise.all([id === undefined ? undefined : sessions.end(id), earlier.destroy()]);
}
