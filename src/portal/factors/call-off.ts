import { stageOf } from '../../factors/resets.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { portalAddresses } from '../addresses.ts';
import { rolesHeld, type Portal, type Visitor } from '../visitor.ts';
import { confirmFactorBefore } from './confirm.ts';

/** Whoever still has a factor ends a reset, and what a recovery code began. */
export async function callOffReset(
  portal: Portal,
  { response }: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { account, session, factors } = visitor;
  const stage = factors.reset && stageOf(factors.reset, portal.clock.now());
  if (stage === undefined && factors.pass === undefined) {
    seeOther(response, portalAddresses.home);
    return;
  }
  const proof = session.factor;
  const roles = rolesHeld(account);
  const ended = proof && (await portal.factors.callOff(account.id, { proof, roles }));
  const isEnded = ended?.outcome === 'called_off';
  seeOther(response, isEnded ? portalAddresses.home : confirmFactorBefore(portalAddresses.home));
}
