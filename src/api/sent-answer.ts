import type { ErrorId } from '../domain/ids.ts';
import type { SentAnswer } from './idempotency.ts';
import type { Success } from './operation.ts';
import { problems, type Problem, type ProblemCode } from './problem.ts';

function problemAddress(issuer: string, code: ProblemCode): string {
  return `${issuer}/api/problems/${code}`;
}

/** A problem document (RFC 9457). */
export function sentProblem(issuer: string, problem: Problem, errorId: ErrorId): SentAnswer {
  const { code, detail, faults, headers } = problem;
  const { title, status } = problems[code];
  const document = { type: problemAddress(issuer, code), title, status, detail, errorId, faults };
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
    body: JSON.stringify(document),
  };
}

/** An answer with bytes. It is never kept to be sent again. */
export interface SentBytes extends Omit<SentAnswer, 'body'> {
  readonly bytes: Uint8Array;
}

export function sentSuccess(success: Success): SentAnswer | SentBytes {
  if ('bytes' in success) return success;
  const { status, body, headers } = success;
  return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
