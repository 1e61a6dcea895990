import type { Operation } from '../operation.ts';
import { problems, type ProblemCode } from '../problem.ts';

const ofEvery: readonly ProblemCode[] = [
  'unauthorized',
  'insufficient_scope',
  'not_found',
  'bad_request',
  'too_many_requests',
  'internal',
  'unavailable',
];
const ofChanges: readonly ProblemCode[] = [
  'reason_missing',
  'in_progress',
  'conflict',
  'idempotency_key_reused',
];
const ofBodies: readonly ProblemCode[] = ['too_large', 'unsupported_media_type'];

/** All problems that a call can end in: its own, and those of every call of its sort. In the order of `problems`. */
export function problemsOf(operation: Operation): readonly ProblemCode[] {
  const named = new Set<string>([
    ...ofEvery,
    ...(operation.changes ? ofChanges : []),
    ...(operation.body === undefined ? [] : ofBodies),
    ...operation.problems,
  ]);
  return problemCodes.filter((code) => named.has(code));
}

export const problemCodes: readonly ProblemCode[] = (Object.keys(problems) satisfies string[]).flatMap(
  (name) => (isProblemCode(name) ? [name] : []),
);

function isProblemCode(name: string): name is ProblemCode {
  return Object.hasOwn(problems, name);
}
