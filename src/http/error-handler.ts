import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { ErrorCode } from '../domain/error-codes.ts';
import { SluisError } from '../domain/errors.ts';
import type { ErrorId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { ShownAnnouncement } from './announcements.ts';
import { newErrorId } from './error-id.ts';
import { renderErrorPage } from './error-page.ts';
import { explain } from './error-topic.ts';
import { messagesIn } from './languages/messages-in.ts';
import { languageOf } from './language.ts';
import type { SchoolHelp } from './school-help.ts';
import { sendPage } from './send-page.ts';
import { signInPlaceOf } from './sign-in-place.ts';

/** What is told to the audit trail about a failed request. */
export interface Failure {
  readonly code: ErrorCode;
  readonly errorId: ErrorId;
  readonly status: number;
}

export interface ErrorHandlerOptions {
  readonly logger: Logger;
  readonly randomness: Randomness;
  /**
   * Awaited: whoever reads the page finds what it is about in the trail. Must not throw. Says whether it is found there by its
   * short error id as well.
   */
  readonly audit?: (failure: Failure, request: Request) => Promise<boolean>;
  /** Where the person can start again, if that is known for this request. */
  readonly startAgainUrl?: (request: Request) => string | undefined;
  /** The page of a part of ours that says it in words of its own, for people who are no pupils. */
  readonly pageOf?: (request: Request, failure: Failure) => string | undefined;
  /** What is announced about where this request was to lead. */
  readonly announcements?: (request: Request) => readonly ShownAnnouncement[];
  /** Of the school that the person chose or came from, if that is known for this request. */
  readonly schoolHelp?: (request: Request) => SchoolHelp | undefined;
}

/** The end of every failed request: one log line, one page or problem document, the same error id in both. */
export function createErrorHandler(options: ErrorHandlerOptions): ErrorRequestHandler {
  return async (thrown: unknown, request, response, _next) => {
    const { error, status } = toSluisError(thrown);
    const failure: Failure = { code: error.code, errorId: newErrorId(options.randomness), status };
    log(options.logger, request, failure, thrown);
    const isFoundBySchool = (await options.audit?.(failure, request)) ?? false;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(status).setHeader('Cache-Control', 'no-store');
    if (status === 503 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '30');
    if (prefersJson(request)) {
      sendProblem(request, response, failure);
      return;
    }
    const ownPage = options.pageOf?.(request, failure);
    if (ownPage !== undefined) {
      sendPage(response, ownPage);
      return;
    }
    const startAgainUrl = options.startAgainUrl?.(request);
    const help = options.schoolHelp?.(request);
    const announcements = options.announcements?.(request);
    const language = languageOf(request);
    const page = { language, ...failure, isFoundBySchool, startAgainUrl, announcements, help };
    sendPage(response, renderErrorPage(page));
  };
}

/** For the end of the router: nothing answered. */
export const notFound: RequestHandler = (_request, _response, next) => {
  next(new SluisError('http.not_found', 'nothing is at this address'));
};

/** RFC 9457. `code` is the topic, not the internal code: machines learn no more than people. */
function sendProblem(request: Request, response: Response, failure: Failure): void {
  const { topic } = explain(failure.code);
  const { title } = messagesIn(languageOf(request)).errors[topic];
  const problem = {
    type: 'about:blank',
    title,
    status: failure.status,
    code: topic,
    errorId: failure.errorId,
  };
  response.type('application/problem+json').send(JSON.stringify(problem));
}

function prefersJson(request: Request): boolean {
  const best = request.accepts(['html', 'application/json', 'application/problem+json']);
  return best === 'application/json' || best === 'application/problem+json';
}

function toSluisError(thrown: unknown): { readonly error: SluisError; readonly status: number } {
  if (thrown instanceof SluisError) return { error: thrown, status: explain(thrown.code).status };
  const status = clientFaultStatus(thrown);
  if (status === undefined) return { error: new SluisError('internal', 'unexpected error'), status: 500 };
  return {
    error: new SluisError('http.bad_request', 'unreadable request'),
    status,
  };
}

/** Express and its body parsers mark what the client did wrong with a status of 400 to 499. */
function clientFaultStatus(thrown: unknown): 400 | 413 | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') {
    return undefined;
  }
  if (thrown.status < 400 || thrown.status > 499) return undefined;
  return thrown.status === 413 ? 413 : 400;
}

/** The route is the pattern, such as `/login/:transaction`, never the address that was asked for. */
function log(logger: Logger, request: Request, failure: Failure, thrown: unknown): void {
  const route: unknown = isRecord(request.route) ? request.route['path'] : undefined;
  const fields = {
    ...failure,
    ...signInPlaceOf(request),
    ...(thrown instanceof SluisError ? thrown.details : undefined),
    method: request.method,
    ...(typeof route === 'string' ? { route } : {}),
    error: thrown,
  };
  if (failure.status >= 500) logger.error('request.failed', fields);
  else if (failure.code === 'http.not_found') logger.debug('request.refused', fields);
  else logger.warn('request.refused', fields);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
