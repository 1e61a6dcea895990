import { SluisError } from '../domain/errors.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';
import { serviceInForce } from './in-force.ts';
import type { LoginParts } from './parts.ts';

/**
 * Back, a bookmark or an old tab: the login of that address is over, and whoever is here is signed in. On to the service
 * that was used last on this device, which asks for them anew. Throws the error again when there is no such way.
 */
export async function leadOn(parts: LoginParts, exchange: HttpExchange, error: unknown): Promise<void> {
  const { request, response } = exchange;
  const isOver = error instanceof SluisError && error.code === 'login.transaction_unknown';
  if (!isOver || request.method !== 'GET') throw error;
  const service = serviceInForce(parts.register.current(), parts.memory.service(request), parts.today());
  if (service === undefined || !(await parts.interactions.isSignedIn(request, response))) throw error;
  seeOther(response, service.startUrl);
}
