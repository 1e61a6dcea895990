import type { Portal, Visitor } from '../visitor.ts';
import { mayJudge } from './may-judge.ts';
import { seenAgreements, type AgreementBetween } from './seen-agreements.ts';

/** Offers that this visitor can sign, the newest first; none for everybody who cannot. */
export async function waitingOffers(portal: Portal, visitor: Visitor): Promise<readonly AgreementBetween[]> {
  if (!mayJudge(visitor)) return [];
  return seenAgreements(portal, visitor, ['offered']);
}
