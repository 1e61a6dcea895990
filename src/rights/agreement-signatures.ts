import type { Finding } from '../domain/fault.ts';
import type { Agreement } from '../register/model/kinds/agreement.ts';
import type { ChangeOf } from './condition.ts';
import { forOperator } from './refusals.ts';

type AgreementChange = ChangeOf<'agreement'>;

/** A board signs in the step that agrees, once; the signature of the supplier is not its own to change. */
export function signatureWithConsent({ old, next }: AgreementChange): Finding | undefined {
  if (old === undefined || next === undefined) return undefined;
  if (!isSameSignature('supplier', old, next)) {
    return forOperator('a board cannot change the signature of a supplier', ['signatures', 'supplier']);
  }
  if (isSameSignature('board', old, next)) return undefined;
  const agrees = old.status === 'offered' && next.status === 'active';
  return agrees && signatureOf('board', next) !== undefined
    ? undefined
    : forOperator('a board signs an agreement as it agrees to it, and not later', ['signatures', 'board']);
}

/** What a supplier offers is not signed by the board yet, whoever says so. */
export function noSignatureOfBoard({ old, next }: AgreementChange): Finding | undefined {
  if (next === undefined || isSameSignature('board', old, next)) return undefined;
  return {
    path: ['signatures', 'board'],
    problem: 'a supplier cannot sign for the board',
    remedy: 'leave it out: the board signs when it agrees',
  };
}

function isSameSignature(of: 'board' | 'supplier', old: Agreement | undefined, next: Agreement): boolean {
  return JSON.stringify(signatureOf(of, old)) === JSON.stringify(signatureOf(of, next));
}

function signatureOf(of: 'board' | 'supplier', agreement: Agreement | undefined): object | undefined {
  return agreement?.signatures?.[of];
}
