import type { Finding } from '../domain/fault.ts';

/** What no API client of a board or a supplier may do. */
export function forOperator(problem: string, path: Finding['path'] = []): Finding {
  return { path, problem, remedy: 'ask the operator of the federation' };
}
