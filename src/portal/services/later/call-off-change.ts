import { authorOf } from '../../../domain/portal-roles.ts';
import type { HttpExchange } from '../../../http/exchange.ts';
import { seeOther } from '../../../http/see-other.ts';
import { portalAddresses } from '../../addresses.ts';
import { textField } from '../../form-fields.ts';
import { granterOf, type Portal, type Visitor } from '../../visitor.ts';
import { changeableService } from '../change-form.ts';
import { showService } from '../service.ts';
import { waitingFor } from './waiting-changes.ts';

/** Takes away a change that waits, and that is of this service and of nothing else. */
export async function callOffChange(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await changeableService(portal, exchange, visitor);
  const named = textField(exchange, 'change');
  const waiting = (await waitingFor(portal, seen)).find(
    ({ id, proposal }) => id === named && proposal.changes.length === 1,
  );
  const isCalledOff =
    waiting !== undefined && (await portal.registry.cancel(waiting.id, authorOf(granterOf(visitor))));
  if (!isCalledOff) {
    exchange.response.status(409);
    return showService(portal, exchange, visitor, 'waitsNoMore');
  }
  seeOther(exchange.response, `${portalAddresses.service(seen.school.id, seen.service.id)}?called-off`);
}
