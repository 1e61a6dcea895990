import { z } from 'zod';
import { daysLater } from '../../../domain/clock.ts';
import { authorOf } from '../../../domain/portal-roles.ts';
import type { HttpExchange } from '../../../http/exchange.ts';
import { seeOther } from '../../../http/see-other.ts';
import { sendPage } from '../../../http/send-page.ts';
import type { Outcome } from '../../../register/changes/registry.ts';
import { accessRecord } from '../../../register/model/kinds/access.ts';
import { ruleId } from '../../../register/model/kinds/policy.ts';
import { portalAddresses } from '../../addresses.ts';
import { fieldsOf, textField } from '../../form-fields.ts';
import { frameOf } from '../../frame.ts';
import { formKeptFor } from '../../kept-forms.ts';
import { isReason } from '../../reason.ts';
import { ownRights } from '../../schools/seen-schools.ts';
import { madeNow, type MadeNow } from '../../made-now.ts';
import { granterOf, type Portal, type Visitor } from '../../visitor.ts';
import { mayChangeAccess, notThere, type SeenService } from '../seen-services.ts';
import { namedService, showService, tryOutsOf } from '../service.ts';
import {
  accessAsItIs,
  accessRuleOf,
  filledAccess,
  wrongInAccess,
  type FilledAccess,
  type WrongAccess,
} from './access-form.ts';
import { renderAccessReview } from './access-review-page.ts';
import { renderChangeAccess } from './change-access-page.ts';

/** What a form is about, and what it says. */
interface Asked {
  readonly seen: SeenService;
  readonly filled: FilledAccess;
  readonly hasKeptForm?: boolean;
}

/** Four weeks, the first and the last day included. */
const trialDays = 27;

/** The form as the school chose, or with the days of a trial that begins today. */
export async function showChangeAccess(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const seen = await changeableAccess(portal, exchange, visitor);
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  if (kept !== undefined) {
    const asked = { seen, filled: filledAccess(kept.fields), hasKeptForm: true };
    return void sendForm(exchange, visitor, asNow(asked), isStale(asked) ? ['changed'] : []);
  }
  const asItIs = accessAsItIs(seen);
  const today = portal.today();
  const filled =
    exchange.request.query['trial'] === undefined
      ? asItIs
      : { ...asItIs, from: today, until: daysLater(today, trialDays) ?? '' };
  return void sendForm(exchange, visitor, { seen, filled }, []);
}

/** Shows whom the change lets in; makes it, when that was seen; or goes back to the form, with what was filled in. */
export async function changeAccess(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await changeableAccess(portal, exchange, visitor);
  const filled = filledAccess(fieldsOf(exchange));
  const asked = { seen, filled };
  const wrong = [...wrongInAccess(filled, seen), ...(isStale(asked) ? (['changed'] as const) : [])];
  if (wrong.length > 0) {
    exchange.response.status(wrong.includes('changed') ? 409 : 400);
    return void sendForm(exchange, visitor, asNow(asked), wrong);
  }
  if (textField(exchange, 'back') === 'yes') return void sendForm(exchange, visitor, asked, []);
  if (textField(exchange, 'seen') !== 'yes') return void sendReview(portal, exchange, visitor, asked, []);
  if (!isReason(filled.reason)) {
    exchange.response.status(400);
    return void sendReview(portal, exchange, visitor, asked, ['reason']);
  }
  const isNothing = seen.access === undefined && accessRuleOf(filled, seen) === undefined;
  const outcome = isNothing ? unchanged : await madeNow(submit(portal, visitor, asked));
  return answer(portal, exchange, visitor, asked, outcome);
}

/** There was no rule, and none is asked for: the register has nothing to end. */
const unchanged = { outcome: 'unchanged' } as const;

/** Throws for somebody who may not change it: there is no form then. */
async function changeableAccess(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<SeenService> {
  const seen = await namedService(portal, exchange, visitor);
  if (!(await mayChangeAccess(portal, visitor, seen))) throw notThere();
  return seen;
}

/** With the version that stands on the page from here on. */
function asNow(asked: Asked): Asked {
  return { ...asked, filled: { ...asked.filled, version: asked.seen.access?.version ?? 0 } };
}

function isStale({ seen, filled }: Asked): boolean {
  return filled.version !== (seen.access?.version ?? 0);
}

function submit(portal: Portal, visitor: Visitor, { seen, filled }: Asked): Promise<Outcome> {
  const rule = accessRuleOf(filled, seen);
  const name = { kind: 'access', id: ruleId({ school: seen.school.id, service: seen.service.id }) } as const;
  const change =
    rule === undefined ? { ...name, ended: true as const } : { ...name, body: z.encode(accessRecord, rule) };
  return portal.registry.submit([change], {
    author: authorOf(granterOf(visitor)),
    reason: filled.reason.trim(),
    expected: [{ ...name, version: filled.version }],
    rights: ownRights(portal, visitor),
  });
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  asked: Asked,
  { outcome }: MadeNow | typeof unchanged,
): Promise<void> {
  const { response } = exchange;
  const { school, service } = asked.seen;
  switch (outcome) {
    case 'applied':
    case 'unchanged':
      return void seeOther(response, `${portalAddresses.service(school.id, service.id)}?done`);
    case 'refused':
      response.status(400);
      return void sendForm(exchange, visitor, asked, ['other']);
    case 'changed': {
      response.status(409);
      const seen = await namedService(portal, exchange, visitor);
      return void sendForm(exchange, visitor, asNow({ ...asked, seen }), ['changed']);
    }
    case 'forbidden':
      response.status(403);
      return showService(portal, exchange, visitor, 'notAllowed');
  }
}

function sendForm(
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, filled, hasKeptForm = false }: Asked,
  wrong: readonly WrongAccess[],
): void {
  sendPage(
    exchange.response,
    renderChangeAccess({ ...frameOf(exchange, visitor), seen, filled, wrong, hasKeptForm }),
  );
}

function sendReview(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, filled }: Asked,
  wrong: readonly WrongAccess[],
): void {
  const rule = accessRuleOf(filled, seen);
  const after = { ...seen, access: rule && { record: rule, version: filled.version } };
  sendPage(
    exchange.response,
    renderAccessReview({
      ...frameOf(exchange, visitor),
      seen: after,
      filled,
      before: seen.access?.record,
      tryOuts: tryOutsOf(portal, after),
      wrong,
    }),
  );
}
