import type { Board } from './kinds/board.ts';
import type { AgreedWithOperator } from './operator-agreement.ts';

/** A board as each node keeps it at hand: of its agreement with the operator the terms, and not the papers. */
export type SnapshotBoard = Omit<Board, 'operatorAgreement'> & AgreedWithOperator;
