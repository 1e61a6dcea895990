import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { mayAnywhere } from '../../rights/role-tasks.ts';
import { mayCome } from '../access.ts';
import { frameOf } from '../frame.ts';
import { changeableAmong, schoolsWithSeenServices, serviceOf } from '../services/seen-services.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { renderAgreement, type AgreementOutcome } from './agreement-page.ts';
import { keptOf } from './agreement-documents.ts';
import { mayJudge } from './may-judge.ts';
import { namedAgreement } from './named-agreement.ts';
import type { SeenAgreement } from './seen-agreements.ts';
import { typedAct } from './steps.ts';
import { whereItCounts } from './where-it-counts.ts';

/** One agreement, for both of its parties. */
export async function showAgreement(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { done } = exchange.request.query;
  const outcome = done === 'signed' ? done : typedAct(done);
  return sendAgreement(portal, exchange, visitor, await namedAgreement(portal, exchange, visitor), outcome);
}

export async function sendAgreement(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  seen: SeenAgreement,
  outcome?: AgreementOutcome,
): Promise<void> {
  const { person } = visitor;
  const counts = mayCome(person, 'services') ? await whereItCounts(portal, visitor, seen) : [];
  sendPage(
    exchange.response,
    renderAgreement({
      ...frameOf(exchange, visitor),
      catalogue: portal.catalogue,
      seen,
      reads: person.party.kind === 'supplier' ? 'supplier' : 'board',
      kept: await keptOf(portal, visitor, seen),
      counts,
      maySign: mayJudge(visitor),
      mayChange: await maySwitchOn(portal, visitor, seen),
      mayReadPapers: mayAnywhere(person, 'papers.read'),
      outcome,
    }),
  );
}

/** Whether there is a school at which this visitor may change what a service gets. */
async function maySwitchOn(portal: Portal, visitor: Visitor, { services }: SeenAgreement): Promise<boolean> {
  if (!mayCome(visitor.person, 'services')) return false;
  const [school] = await schoolsWithSeenServices(portal, visitor);
  const [service] = services;
  const seen = school && service && serviceOf(portal, school, service);
  return seen !== undefined && (await changeableAmong(portal, visitor, [seen])).length > 0;
}
