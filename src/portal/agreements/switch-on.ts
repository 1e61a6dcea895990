import { z } from 'zod';
import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { Outcome } from '../../register/changes/registry.ts';
import { policyRecord, ruleId } from '../../register/model/kinds/policy.ts';
import { outlookOf } from '../../release/outlook.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf, textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongSwitch } from '../languages/agreements/messages.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { missingIn } from '../services/attention.ts';
import { claimRowsOf } from '../services/claim-rows.ts';
import { knownSentences, namesText } from '../services/claim-text.ts';
import { madeNow, type MadeNow } from '../made-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { notThere } from './seen-agreements.ts';
import { filledSwitch, nothingFilled, wrongChoice, wrongReason, type FilledSwitch } from './switch-form.ts';
import { renderSwitched, renderSwitchOn, renderSwitchReview } from './switch-on-page.ts';
import { policyByTemplate, shownSchool, switchableAt, type Switchable } from './switchable-schools.ts';

/** The schools of a board at which a service under a signed agreement can be switched on, or how it is there now. */
export async function showSwitchOn(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const switchable = await switchableAt(portal, exchange, visitor);
  if (exchange.request.query['done'] !== undefined) {
    return void sendPage(
      exchange.response,
      renderSwitched({ ...frameOf(exchange, visitor), ...shownOf(switchable) }),
    );
  }
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  const filled = kept === undefined ? nothingFilled : filledSwitch(kept.fields, idsOf(switchable));
  return void sendForm(exchange, visitor, switchable, filled, []);
}

/** Shows what would leave; switches it on at all chosen schools in one change, when that was seen. */
export async function switchOn(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const switchable = await switchableAt(portal, exchange, visitor);
  const filled = filledSwitch(fieldsOf(exchange), idsOf(switchable));
  const wrong = wrongChoice(filled);
  if (wrong.length > 0 || textField(exchange, 'back') === 'yes') {
    if (wrong.length > 0) exchange.response.status(400);
    return void sendForm(exchange, visitor, switchable, filled, wrong);
  }
  if (textField(exchange, 'seen') !== 'yes') {
    return void sendReview(exchange, visitor, switchable, filled, []);
  }
  if (wrongReason(filled).length > 0) {
    exchange.response.status(400);
    return void sendReview(exchange, visitor, switchable, filled, wrongReason(filled));
  }
  const outcome = await madeNow(submit(portal, visitor, switchable, filled));
  return answer(portal, exchange, visitor, { switchable, filled, outcome });
}

/** One change for all of them: it is made everywhere, or nowhere. */
function submit(
  portal: Portal,
  visitor: Visitor,
  switchable: Switchable,
  filled: FilledSwitch,
): Promise<Outcome> {
  const policies = chosenOf(switchable, filled).map((seen) => policyByTemplate(seen, filled.template));
  const changes = policies.map((policy) => ({
    kind: 'policy' as const,
    id: ruleId(policy),
    body: z.encode(policyRecord, policy),
  }));
  return portal.registry.submit(changes, {
    author: authorOf(granterOf(visitor)),
    reason: filled.reason.trim(),
    expected: policies.map((policy) => ({
      kind: 'policy' as const,
      id: ruleId(policy),
      version: filled.schools.get(policy.school) ?? 0,
    })),
    rights: ownRights(portal, visitor),
  });
}

interface Answered {
  readonly switchable: Switchable;
  readonly filled: FilledSwitch;
  readonly outcome: MadeNow;
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { switchable, filled, outcome }: Answered,
): Promise<void> {
  const { response } = exchange;
  switch (outcome.outcome) {
    case 'applied':
    case 'unchanged':
      return void seeOther(
        response,
        `${portalAddresses.switchOn(switchable.agreement.id, switchable.service.id)}?done`,
      );
    case 'refused':
    case 'forbidden':
      response.status(400);
      return void sendForm(exchange, visitor, switchable, filled, ['other']);
    case 'changed': {
      response.status(409);
      const now = await switchableAt(portal, exchange, visitor);
      return void sendForm(exchange, visitor, now, filled, ['changed']);
    }
  }
}

/** Those that may be chosen: where it is on already, everything stays as the school wants it. */
function idsOf({ seen }: Switchable) {
  return seen.filter((each) => !shownSchool(each).isOn).map(({ school }) => school.id);
}

function chosenOf({ seen }: Switchable, { schools }: FilledSwitch): Switchable['seen'] {
  return seen.filter(({ school }) => schools.has(school.id));
}

function shownOf({ agreement, service, seen }: Switchable) {
  return { agreement: agreement.id, service, schools: seen.map((each) => shownSchool(each)) };
}

function sendForm(
  exchange: HttpExchange,
  visitor: Visitor,
  switchable: Switchable,
  filled: FilledSwitch,
  wrong: readonly WrongSwitch[],
): void {
  const page = { ...frameOf(exchange, visitor), ...shownOf(switchable), filled, wrong };
  sendPage(exchange.response, renderSwitchOn(page));
}

/** What leaves is the same at all of them, as it is one agreement; a school that nobody can sign in at yet is passed over. */
function sendReview(
  exchange: HttpExchange,
  visitor: Visitor,
  switchable: Switchable,
  filled: FilledSwitch,
  wrong: readonly WrongSwitch[],
): void {
  const frame = frameOf(exchange, visitor);
  const after = chosenOf(switchable, filled).map(({ input, ...seen }) => ({
    ...input,
    policy: { record: policyByTemplate({ ...seen, input }, filled.template), version: 0 },
  }));
  const input = after.find((each) => outlookOf(each).length > 0) ?? after[0];
  if (input === undefined) throw notThere();
  const missing = missingIn(input.service, outlookOf(input), claimRowsOf(input));
  const { services: messages } = portalMessagesIn(frame.language);
  sendPage(
    exchange.response,
    renderSwitchReview({
      ...frame,
      ...shownOf(switchable),
      filled,
      wrong,
      known: knownSentences(frame.language, input),
      missing:
        missing.length === 0
          ? undefined
          : messages.misses(input.service.name, namesText(frame.language, input, missing)),
    }),
  );
}
