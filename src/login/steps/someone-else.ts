import { seeOther } from '../../http/see-other.ts';
import { loginAddresses } from '../addresses.ts';
import type { Step } from '../step.ts';

/**
 * Whoever is at the device says that the session is not theirs: it ends at once, with a sign-in that waits for a choice
 * of school, and the school is asked anew. A link, since the way may end at the school's own site.
 */
export const someoneElse: Step = async (parts, { request, response }, { transaction }) => {
  await parts.transactions.takeHeldForPick(transaction);
  await parts.interactions.endSession(request, response);
  await parts.ledger.audit({ type: 'session.ended', reason: 'somebody_else' });
  parts.memory.rememberToAskAnew(response, 'somebody_else');
  seeOther(response, loginAddresses.schools(transaction));
};
