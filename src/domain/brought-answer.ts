import type { RequestHandle } from './ids.ts';

/** An answer of a school as somebody brought it, whatever it says. */
export interface BroughtAnswer {
  /** The visit that it claims to answer; not believed, only used to look that up. */
  readonly handle: RequestHandle;
  /** The same when the same answer is brought again, and of no two others. */
  readonly digest: string;
}
