import type { Fault } from '../../domain/fault.ts';

/**
 * What is wrong by itself, before any register: what works by the letter and goes wrong at the first sign-in. It is refused where it
 * is new. Where it is in use it is warned of, so that a change of something else need not wait for others.
 */
export interface JudgedFault {
  readonly fault: Fault;
  /** False: refused nowhere, because it works, or because it may be otherwise where the broker runs. */
  readonly isRefused: boolean;
}
