import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { closedGate } from '../../release/closed-gate.ts';
import { mayCome } from '../access.ts';
import { frameOf } from '../frame.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { claimRowsOf } from './claim-rows.ts';
import { pastSignInsAt } from './past-sign-ins.ts';
import { policyAsItIs } from './policy-form.ts';
import { mayChangeAccess, serviceAt, wayToChange, type SeenService } from './seen-services.ts';
import { shownWaiting } from './later/waiting-changes.ts';
import { listedDrafts } from './drafts/listed-drafts.ts';
import { seenDrafts } from './drafts/seen-drafts.ts';
import { renderService, type ServiceOutcome } from './service-page.ts';
import { tryOut, type TryOut } from './try-out.ts';

/** One service at one school, for everybody who may see what it gets. */
export async function showService(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  outcome?: ServiceOutcome,
): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const rows = claimRowsOf(seen.input);
  sendPage(
    exchange.response,
    renderService({
      ...frameOf(exchange, visitor),
      seen,
      rows,
      choices: policyAsItIs(seen.input, rows).choices,
      mayChange: (await wayToChange(portal, visitor, seen)) !== undefined,
      seesAgreements: mayCome(visitor.person, 'agreements'),
      mayChangeAccess: await mayChangeAccess(portal, visitor, seen),
      tryOuts: tryOutsOf(portal, seen),
      waiting: await shownWaiting(portal, visitor, seen),
      drafts: await listedDrafts(portal, exchange, visitor, await seenDrafts(portal, visitor, seen)),
      pastSignIns: await pastSignInsAt(portal, seen),
      outcome: outcome ?? outcomeIn(exchange),
    }),
  );
}

/** Each with the word by which an address says that somebody was led there. */
const outcomeWords = {
  done: 'done',
  waits: 'waits',
  'called-off': 'calledOff',
  drafted: 'drafted',
  refused: 'refused',
  withdrawn: 'withdrawn',
} as const satisfies Readonly<Record<string, ServiceOutcome>>;

function outcomeIn({ request }: HttpExchange): ServiceOutcome | undefined {
  return Object.entries(outcomeWords).find(([word]) => request.query[word] !== undefined)?.[1];
}

export function namedService(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
): Promise<SeenService> {
  const { school, service } = request.params;
  return serviceAt(portal, visitor, { school: String(school), service: String(service) });
}

/** By the first login of the school that is in force. */
export function tryOutsOf({ register }: Portal, { input, access }: SeenService): readonly TryOut[] {
  const login = register
    .current()
    .idpsOf(input.school.id)
    .find(({ record: idp }) => closedGate({ idp }, input.today) === undefined);
  return login === undefined ? [] : tryOut({ ...input, idp: login.record, access });
}
