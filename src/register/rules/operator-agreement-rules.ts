import type { Fault } from '../../domain/fault.ts';
import type { Board } from '../model/kinds/board.ts';
import { tasksOfSignIn } from '../model/validity.ts';
import type { RuleInput } from './rule-input.ts';
import { daysOutOfOrder } from './shared-faults.ts';

/** An agreement with the operator does not end before it begins. */
export function* boardRules({ focus }: Pick<RuleInput, 'focus'>): Generator<Fault> {
  for (const { id, operatorAgreement: agreed } of focus.board) {
    if (typeof agreed !== 'object' || agreed.validUntil === undefined) continue;
    const at = { kind: 'board', id, path: ['operatorAgreement', 'validUntil'] } as const;
    yield* daysOutOfOrder(at, agreed.validFrom, agreed.validUntil);
  }
}

/**
 * Boards from whose schools nobody signs in, or soon nobody does, because of what they agreed with the operator. Nothing
 * of it is refused: a board is put down before it signs.
 */
export function* operatorAgreementRules(boards: Iterable<Board>): Generator<Fault> {
  for (const { id, operatorAgreement: agreed } of boards) {
    const problem = problemOf(agreed);
    if (problem === undefined) continue;
    const remedy = 'write down the agreement that the board and the operator of Sluis have signed';
    yield { kind: 'board', id, path: agreed === undefined ? [] : ['operatorAgreement'], problem, remedy };
  }
}

function problemOf(agreed: Board['operatorAgreement']): string | undefined {
  if (agreed === undefined) {
    return 'has no operatorAgreement: nobody signs in from the schools of a new board without it, and from those of one that is there already only in this release';
  }
  if (agreed === 'none') return 'is none, so nobody signs in from the schools of this board';
  const lacking = tasksOfSignIn.filter((task) => !agreed.covers.includes(task));
  if (lacking.length === 0) return undefined;
  return `does not cover ${lacking.join(', ')}, so nobody signs in from the schools of this board`;
}
