import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { waitsForAccount } from '../../factors/resets.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { portalAddresses } from '../addresses.ts';
import type { PortalSession } from '../portal-sessions.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** Whoever lost their factors says that they are with the colleague who asked for the reset. What does not count changes nothing. */
export async function joinReset(portal: Portal, { response }: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, session } = visitor;
  if (isOwnSignIn(session)) await portal.factors.joinReset(account.id, session.startedAt);
  seeOther(response, portalAddresses.home);
}

/** What the account can still say: `sign_in`: after it signed in once more. `undefined`: nothing is waited for, or it has been said. */
export function mayJoin(
  { clock }: Portal,
  { account, session, factors: { reset } }: Visitor,
): 'now' | 'sign_in' | undefined {
  if (reset === undefined || !waitsForAccount(reset, clock.now()) || !hasSchool(account)) return undefined;
  return isOwnSignIn(session) && session.startedAt >= reset.requestedAt ? 'now' : 'sign_in';
}

/** Only a school that proves a fresh sign-in says who sits there: the factors are lost. */
function isOwnSignIn({ proof }: PortalSession): boolean {
  return proof === 'school';
}

function hasSchool({ subject }: PortalAccount): boolean {
  return subject !== undefined;
}
