import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { frameOf } from '../frame.ts';
import { partyName } from '../names.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { renderAgreements } from './agreements-page.ts';
import { mayJudge } from './may-judge.ts';
import { seenAgreements } from './seen-agreements.ts';

/** A page with every board of a country would be too large to read. */
const mostShown = 100;

/** The agreements of the own board, or those of a supplier with all boards. */
export async function showAgreements(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const agreements = await seenAgreements(portal, visitor);
  const { party } = visitor.person;
  sendPage(
    exchange.response,
    renderAgreements({
      ...frameOf(exchange, visitor),
      reads: party.kind === 'supplier' ? 'supplier' : 'board',
      partyName: partyName(party, portal.register.current()),
      agreements: agreements.slice(0, mostShown),
      more: Math.max(0, agreements.length - mostShown),
      maySign: mayJudge(visitor),
    }),
  );
}
