import type { HttpExchange } from '../../../http/exchange.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { changeableService, sendForm } from '../change-form.ts';
import { claimRowsOf } from '../claim-rows.ts';
import { notThere } from '../seen-services.ts';
import { restoredChoices } from '../versions/restored-choices.ts';
import { failedPolicy } from './changes-of-schools.ts';

/** The form with the choices of a change that failed on its day, as far as they can be chosen today. */
export async function showFailedChange(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { seen, way } = await changeableService(portal, exchange, visitor);
  const policy = await failedPolicy(portal, seen, String(exchange.request.params['change']));
  if (policy === undefined) throw notThere();
  const rows = claimRowsOf(seen.input);
  const { filled, lost } = restoredChoices(seen.input, rows, policy);
  sendForm(exchange, visitor, { seen, way, rows, filled, lost }, []);
}
