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

export function sentSuccess({ status, body, headers }: Success): SentAnswer {
  return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
