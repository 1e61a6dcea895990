import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { frameOf } from '../frame.ts';
import { partyName } from '../names.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { renderSchools, type SchoolsOutcome } from './schools-page.ts';
import { seenSchools } from './seen-schools.ts';

/** The schools that this visitor sees, with what pages tell people who cannot sign in. */
export async function showSchools(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  outcome?: SchoolsOutcome,
): Promise<void> {
  const isDone = exchange.request.query['done'] !== undefined;
  sendPage(
    exchange.response,
    renderSchools({
      ...frameOf(exchange, visitor),
      partyName: partyName(visitor.person.party, portal.register.current()),
      schools: await seenSchools(portal, visitor),
      outcome: outcome ?? (isDone ? 'done' : undefined),
    }),
  );
}
