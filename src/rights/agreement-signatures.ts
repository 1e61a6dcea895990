import type { Finding } from '../domain/fault.ts';
import type { ChangeOf } from './condition.ts';
import { forOperator } from './refusals.ts';

type AgreementChange = ChangeOf<'agreement'>;

/** A board signs in the step that agrees, once; the signature of the supplier is not its own to change. */
export function signatureWithConsent({ old, next }: AgreementChange): Finding | undefined {
  const [before, after] = [old?.signatures, next?.signatures];
  if (old === undefined || next === undefined) return undefined;
  if (!isSame(before?.supplier, after?.supplier)) {
    return forOperator('a board cannot change the signature of a supplier', ['signatures', 'supplier']);
  }
  if (isSame(before?.board, after?.board)) return undefined;
  const agrees = old.status === 'offered' && next.status === 'active';
  return agrees && after?.board !== undefined
    ? undefined
    : forOperator('a board signs an agreement as it agrees to it, and not later', ['signatures', 'board']);
}

/** What a supplier offers is not signed by the board yet, whoever says so. */
export function noSignatureOfBoard({ old, next }: AgreementChange): Finding | undefined {
  if (next === undefined || isSame(old?.signatures?.board, next.signatures?.board)) return undefined;
  return {
    path: ['signatures', 'board'],
    problem: 'a supplier cannot sign for the board',
    remedy: 'leave it out: the board signs when it agrees',
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
