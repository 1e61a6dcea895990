import { z } from 'zod';
import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { Outcome } from '../../register/changes/registry.ts';
import { agreementRecord } from '../../register/model/kinds/agreement.ts';
import { portalAddresses } from '../addresses.ts';
import { textField, textIn } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongAgreement } from '../languages/agreements/messages.ts';
import { isReason } from '../reason.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { madeNow, type MadeNow } from '../made-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { renderAct } from './act-page.ts';
import { sendAgreement } from './agreement.ts';
import { namedAgreement } from './named-agreement.ts';
import { notThere, type SeenAgreement } from './seen-agreements.ts';
import { actsFor, afterAct, eventOf, typedAct, type AgreementAct } from './steps.ts';
import { accessWithout } from './where-it-counts.ts';

interface Acting {
  readonly seen: SeenAgreement;
  readonly act: AgreementAct;
  readonly reason: string;
  /** It was filled in before a factor had to be shown. */
  readonly hasKeptForm?: boolean;
}

/** What an act would do; one that this agreement has no use for now is not asked for. */
export async function showAct(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { seen, act } = await namedAct(portal, exchange, visitor);
  const { id } = seen.agreement;
  if (!actsFor(seen.agreement).includes(act)) {
    return void seeOther(exchange.response, portalAddresses.agreement(id));
  }
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  const reason = kept === undefined ? '' : textIn(kept.fields, 'reason');
  return sendAct(portal, exchange, visitor, { seen, act, reason, hasKeptForm: kept !== undefined }, []);
}

/** Gives an offer back, refuses it, suspends an agreement, goes on with it or ends it: each with a reason. */
export async function actOnAgreement(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const acting = { ...(await namedAct(portal, exchange, visitor)), reason: textField(exchange, 'reason') };
  const { seen, act, reason } = acting;
  if (!actsFor(seen.agreement).includes(act)) return changed(portal, exchange, visitor);
  if (textField(exchange, 'version') !== String(versionOf(seen))) return changed(portal, exchange, visitor);
  if (!isReason(reason)) {
    exchange.response.status(400);
    return sendAct(portal, exchange, visitor, acting, ['reason']);
  }
  return answer(portal, exchange, visitor, acting, await madeNow(submit(portal, visitor, acting)));
}

async function namedAct(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<Pick<Acting, 'seen' | 'act'>> {
  const act = typedAct(exchange.request.params['act']);
  if (act === undefined) throw notThere();
  return { seen: await namedAgreement(portal, exchange, visitor), act };
}

function versionOf({ readFrom }: SeenAgreement): number {
  return readFrom[0]?.version ?? 0;
}

function submit(portal: Portal, visitor: Visitor, { seen, act, reason }: Acting): Promise<Outcome> {
  const { agreement } = seen;
  const name = { kind: 'agreement', id: agreement.id } as const;
  const author = authorOf(granterOf(visitor));
  return portal.registry.submit([{ ...name, body: z.encode(agreementRecord, afterAct(act, agreement)) }], {
    author,
    reason: reason.trim(),
    expected: [{ ...name, version: versionOf(seen) }],
    rights: ownRights(portal, visitor),
    events: (revision) => [
      {
        type: eventOf(act),
        at: portal.clock.now(),
        number: revision,
        board: agreement.board,
        recordKind: 'agreement',
        recordId: agreement.id,
        author,
        statedReason: reason.trim(),
      },
    ],
  });
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  acting: Acting,
  outcome: MadeNow,
): Promise<void> {
  const { response } = exchange;
  const { seen, act } = acting;
  switch (outcome.outcome) {
    case 'applied':
    case 'unchanged':
      return void seeOther(response, `${portalAddresses.agreement(seen.agreement.id)}?done=${act}`);
    case 'refused':
      response.status(400);
      return sendAct(portal, exchange, visitor, acting, ['other']);
    case 'changed':
      return changed(portal, exchange, visitor);
    case 'forbidden':
      response.status(403);
      return sendAgreement(portal, exchange, visitor, seen, 'notAllowed');
  }
}

async function changed(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  exchange.response.status(409);
  const seen = await namedAgreement(portal, exchange, visitor);
  return sendAgreement(portal, exchange, visitor, seen, 'changed');
}

async function sendAct(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, act, reason, hasKeptForm = false }: Acting,
  wrong: readonly WrongAgreement[],
): Promise<void> {
  const after = afterAct(act, seen.agreement);
  sendPage(
    exchange.response,
    renderAct({
      ...frameOf(exchange, visitor),
      seen,
      act,
      version: versionOf(seen),
      stops: await accessWithout(portal, visitor, seen, [seen.agreement, after]),
      opens: await accessWithout(portal, visitor, seen, [after, seen.agreement]),
      reason,
      wrong,
      hasKeptForm,
    }),
  );
}
