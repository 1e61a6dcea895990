import type { WhoseTurn } from '../release.ts';

/** What one error code stands for. */
export interface ExplainedCode<Turn extends WhoseTurn = WhoseTurn> {
  /** Who can put it right. The page about the error says so. */
  readonly whoseTurn: Turn;
  /** For operators, in the log and in docs/ERROR-CODES.md. Never holds anything that somebody sent. */
  readonly meaning: string;
}
