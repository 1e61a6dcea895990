import { authorOf } from '../../../domain/portal-roles.ts';
import type { HttpExchange } from '../../../http/exchange.ts';
import { seeOther } from '../../../http/see-other.ts';
import { portalAddresses } from '../../addresses.ts';
import { textField } from '../../form-fields.ts';
import { granterOf, type Portal, type Visitor } from '../../visitor.ts';
import { namedService, showService } from '../service.ts';
import { mayCallOff, waitingFor } from './waiting-changes.ts';

/** Takes away a change that waits, and that is of this service and of nothing else. */
export async function callOffChange(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const named = textField(exchange, 'change');
  const waiting = (await waitingFor(portal, seen)).find(({ id }) => id === named);
  if (waiting !== undefined && !(await mayCallOff(portal, visitor, seen, waiting))) {
    exchange.response.status(403);
    return showService(portal, exchange, visitor, 'notAllowed');
  }
  const author = authorOf(granterOf(visitor));
  if (waiting === undefined || !(await portal.registry.cancel(waiting.id, author))) {
    exchange.response.status(409);
    return showService(portal, exchange, visitor, 'waitsNoMore');
  }
  seeOther(exchange.response, `${portalAddresses.service(seen.school.id, seen.service.id)}?called-off`);
}
