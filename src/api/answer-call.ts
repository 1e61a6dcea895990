import type { Request, Response } from 'express';
import type { ErrorId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import { newErrorId } from '../http/error-id.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authenticate, type ReadToken } from './authenticate.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';
import type { Idempotency, SentAnswer } from './idempotency.ts';
import type { Limits } from './limits.ts';
import type { Answer, Call, Operation } from './operation.ts';
import { problemOf, problems, type Problem } from './problem.ts';
import { insufficientScope } from './submissions.ts';
import type { ReadBody } from './read-body.ts';
import { readCall } from './read-call.ts';
import { sentProblem, sentSuccess, type SentBytes } from './sent-answer.ts';

export interface CallParts {
  readonly issuer: string;
  readonly readToken: ReadToken;
  /** False: this node does not know the register well enough to say who may do what. */
  readonly isConfirmed: () => boolean;
  readonly limits: Limits;
  readonly idempotency: Idempotency;
  readonly readBody: ReadBody;
  readonly ledger: Pick<Ledger, 'audit'>;
  readonly logger: Logger;
  readonly randomness: Randomness;
}

/** What is known of a call by the time that it ends, for the audit trail. Grows while the call is read. */
interface Trace {
  client?: AuthenticatedClient;
  revision?: number;
  refused?: Problem['code'];
  errorId?: ErrorId;
  repeated?: true;
}

/** One call from its first check to its answer: each step needs the one before it, and every end is written down. */
export async function answerCall(
  parts: CallParts,
  operation: Operation,
  request: Request,
  response: Response,
): Promise<void> {
  const trace: Trace = {};
  const answer = await answerOf(parts, operation, trace, { request, response }).catch((error: unknown) =>
    refused(parts, trace, problemOf(error), error),
  );
  await writeDown(parts, trace, auditEvent(operation, trace, request));
  send(response, answer);
}

/** A call that no operation belongs to. Nobody said who calls, so an address may do so as often as with a bad token. */
export async function refuseCall(
  parts: CallParts,
  problem: Problem,
  request: Request,
  response: Response,
): Promise<void> {
  const trace: Trace = {};
  const answer = await parts.limits
    .failed(request, response)
    .then(() => refused(parts, trace, problem))
    .catch((error: unknown) => refused(parts, trace, problemOf(error), error));
  await writeDown(parts, trace, refusedEvent(trace));
  send(response, answer);
}

async function writeDown(
  { ledger, limits }: CallParts,
  { refused: code }: Trace,
  event: Omit<AuditEvent, 'at'>,
): Promise<void> {
  if (code !== 'too_many_requests' || limits.isWrittenDown()) await ledger.audit(event);
}

export function send(response: Response, answer: SentAnswer | SentBytes): void {
  const { status, headers } = answer;
  response.status(status).setHeaders(new Map(Object.entries({ ...headers, 'Cache-Control': 'no-store' })));
  response.end('bytes' in answer ? answer.bytes : answer.body);
}

async function answerOf(
  parts: CallParts,
  operation: Operation,
  trace: Trace,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<SentAnswer | SentBytes> {
  const refuse = (problem: Problem): SentAnswer => refused(parts, trace, problem);
  const client = await authenticate(request, parts.readToken);
  if ('problem' in client) {
    await parts.limits.failed(request, response);
    return refuse(client.problem);
  }
  trace.client = client;
  if (!parts.isConfirmed()) return refuse({ code: 'unavailable', headers: { 'Retry-After': '30' } });
  await parts.limits.called(client.id, request, response);
  if (operation.scope !== undefined && !client.scopes.has(operation.scope)) {
    return refuse(insufficientScope(operation.scope));
  }
  if (operation.aboutOnePerson === true) await parts.limits.calledAboutPerson(client.id, request, response);
  if (operation.ofDocument === true) await parts.limits.calledForDocument(client.id, request, response);
  const read = readCall(operation, request);
  if ('problem' in read) return refuse(read.problem);
  const unreadable = operation.body === undefined ? undefined : await parts.readBody(request, response);
  if (unreadable !== undefined) return refuse(unreadable);
  const body: unknown = operation.body === undefined ? undefined : request.body;
  return handled(parts, operation, trace, { call: { ...read, client, body }, request });
}

const keyShape = /^[\x21-\x7e]{1,255}$/;

async function handled(
  parts: CallParts,
  operation: Operation,
  trace: Trace,
  { call, request }: { readonly call: Call; readonly request: Request },
): Promise<SentAnswer | SentBytes> {
  const run = async (): Promise<SentAnswer | SentBytes> => sent(parts, trace, await operation.handle(call));
  const key = request.get('idempotency-key');
  if (!operation.changes || key === undefined) return run();
  if (!keyShape.test(key)) {
    const detail = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
    return refused(parts, trace, { code: 'bad_request', detail });
  }
  const same = JSON.stringify([request.method, request.originalUrl, call.preconditions, call.body]);
  const claimed = await parts.idempotency.claim(call.client.id, key, same);
  switch (claimed.outcome) {
    case 'repeated':
      trace.repeated = true;
      return claimed.answer;
    case 'in_progress':
      return refused(parts, trace, { code: 'in_progress', headers: { 'Retry-After': '1' } });
    case 'other_call':
      return refused(parts, trace, { code: 'idempotency_key_reused' });
    case 'first':
      try {
        const answer = await run();
        // what was nobody's decision may be tried again with the same key
        const isForgotten = trace.refused === 'conflict' || 'bytes' in answer;
        await (isForgotten ? claimed.forget() : claimed.keep(answer));
        return answer;
      } catch (error) {
        await claimed.forget().catch(() => undefined);
        throw error;
      }
  }
}

function sent(parts: CallParts, trace: Trace, answer: Answer): SentAnswer | SentBytes {
  if ('problem' in answer) return refused(parts, trace, answer.problem);
  if ('revision' in answer) trace.revision = answer.revision;
  return sentSuccess(answer);
}

function refused(parts: CallParts, trace: Trace, problem: Problem, error?: unknown): SentAnswer {
  const errorId = newErrorId(parts.randomness);
  const { status } = problems[problem.code];
  trace.refused = problem.code;
  trace.errorId = errorId;
  const fields = { errorId, code: problem.code, status, component: 'api' };
  if (status >= 500) parts.logger.error('request.failed', { ...fields, error });
  else parts.logger.info('request.refused', fields);
  return sentProblem(parts.issuer, problem, errorId);
}

/** Names of an API client, a task and a record; never a value, and no record that is a person's. */
function auditEvent(operation: Operation, trace: Trace, request: Request): Omit<AuditEvent, 'at'> {
  const { client, revision, refused: code, repeated } = trace;
  const record = recordOf(operation, request);
  return {
    ...(code === undefined ? { type: 'api.called' } : refusedEvent(trace)),
    task: operation.id,
    ...(client === undefined ? {} : { client: client.id }),
    ...(record === undefined ? {} : { recordKind: record.kind, recordId: record.id }),
    ...(repeated === undefined ? {} : { reason: 'repeated' }),
    ...(revision === undefined ? {} : { number: revision }),
  };
}

function refusedEvent({ refused: code, errorId }: Trace): Omit<AuditEvent, 'at'> {
  return {
    type: 'api.refused',
    ...(code === undefined ? {} : { reason: code }),
    ...(errorId === undefined ? {} : { errorId }),
  };
}

function recordOf(operation: Operation, request: Request) {
  const path: Record<string, string> = {};
  for (const [name, shape] of Object.entries(operation.pathParameters)) {
    const value = shape.safeParse(request.params[name]).data;
    // whatever is no id stays out of the trail
    if (typeof value !== 'string') return undefined;
    path[name] = value;
  }
  return operation.record?.(path);
}
