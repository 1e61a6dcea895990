/** Why a change is not for this program, and where in the record. */
export interface NotAllowed {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly remedy: string;
}

/** What no program of a board or a supplier may do. */
export function forOperator(problem: string, path: NotAllowed['path'] = []): NotAllowed {
  return { path, problem, remedy: 'ask the operator of the federation' };
}
