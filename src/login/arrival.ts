import type { School } from '../register/model/kinds/school.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';
import type { Arrival } from '../session/session-records.ts';
import { loginAddresses } from './addresses.ts';
import { openSchools } from './in-force.ts';
import { lost } from './lost.ts';
import type { LoginParts } from './parts.ts';
import { signIn } from './sign-in.ts';

/**
 * Back from the school, in the browser that began (`waiting` proves that by its cookie) and that brought the answer:
 * signed in where one school is possible, and otherwise asked for which one this visit is.
 */
export async function arrived(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  arrival: Arrival | 'redeemed' | undefined,
): Promise<void> {
  if (arrival === 'redeemed') {
    seeOther(exchange.response, loginAddresses.wentOn(waiting.transaction));
    return;
  }
  if (arrival?.transaction !== waiting.transaction) throw lost();
  const [only, ...others] = possibleSchools(parts, arrival);
  if (only === undefined) throw lost();
  if (others.length === 0) return signIn(parts, exchange, waiting, arrival, only);
  await parts.transactions.holdForPick(arrival);
  seeOther(exchange.response, loginAddresses.picker(waiting.transaction));
}

/** Those that are open; when none is, all of them, so that the page can say which one closed. */
export function possibleSchools(parts: LoginParts, arrival: Arrival): readonly School[] {
  const register = parts.register.current();
  const known = arrival.identity.schools
    .map((id) => register.school(id))
    .filter((school) => school !== undefined);
  const open = openSchools(known, parts.today());
  return open.length === 0 ? known.slice(0, 1) : open;
}
