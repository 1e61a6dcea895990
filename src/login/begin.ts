import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';
import { loginAddresses } from './addresses.ts';
import { nextStep } from './next-step.ts';
import type { LoginParts } from './parts.ts';
import { visitSchool } from './steps/visit-school.ts';

/** The first step, in the supplier's own request. What shows a page has an address of its own, so that it can be shown again. */
export async function begin(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
): Promise<void> {
  const next = nextStep(waiting, parts.register.current(), parts.today());
  if (next.step !== 'visit-school') {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  parts.memory.rememberService(exchange.response, waiting.service);
  await visitSchool(parts, exchange, waiting, next);
}
