import type { HttpExchange } from '../../http/exchange.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { seenAgreement, type SeenAgreement } from './seen-agreements.ts';

/** The agreement of the address; throws for one that is not there for this visitor. */
export function namedAgreement(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
): Promise<SeenAgreement> {
  return seenAgreement(portal, visitor, String(request.params['agreement']));
}
