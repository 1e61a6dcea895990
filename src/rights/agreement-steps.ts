import type { Finding } from '../domain/fault.ts';
import type { AgreementStatus } from '../register/model/kinds/agreement.ts';
import type { Condition } from './condition.ts';

type StatusOrNone = AgreementStatus | 'absent';

/** From each status those to which a party may bring an agreement; to the same one: change its other members, or nothing. */
export type AgreementSteps = Readonly<Record<StatusOrNone, readonly StatusOrNone[]>>;

/** That an agreement takes a step which is among these. */
export function amongSteps(steps: AgreementSteps): Condition<'agreement'> {
  return ({ old, next, party }) => {
    if (old === undefined && next === undefined) return undefined;
    const from = old?.status ?? 'absent';
    const to = next?.status ?? 'absent';
    if (steps[from].includes(to)) return undefined;
    return party.kind === 'board'
      ? refusedToBoard(from, to)
      : refusedToSupplier(steps[from].length === 0 ? from : to);
  };
}

function refusedToBoard(from: StatusOrNone, to: StatusOrNone): Finding {
  const problem = `a board cannot take an agreement from ${from} to ${to}`;
  return { path: ['status'], problem, remedy: 'leave that step to the supplier or the operator' };
}

function refusedToSupplier(status: StatusOrNone): Finding {
  return {
    path: ['status'],
    problem: `a supplier cannot change an agreement that is ${status}`,
    remedy: 'make it a draft or an offer; to agree, suspend and end is for the board',
  };
}
