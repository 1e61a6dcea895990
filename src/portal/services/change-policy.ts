import { SluisError } from '../../domain/errors.ts';
import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import type { Outcome } from '../../register/changes/registry.ts';
import { ruleId } from '../../register/model/kinds/policy.ts';
import { outlookOf } from '../../release/outlook.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf, textField } from '../form-fields.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import { isReason } from '../reason.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { type conflict, unlessConflict } from '../unless-conflict.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { asNow, changeableService, isStale, sendForm, sendReview, type Asked } from './change-form.ts';
import { claimRowsOf } from './claim-rows.ts';
import { chosenDay } from './later/from-when.ts';
import { mostWaiting, waitingFor } from './later/waiting-changes.ts';
import { changesBy } from './policy-changes.ts';
import { filledPolicy, policyAsItIs, policyOf, wrongInChoices } from './policy-form.ts';
import { makeDraft } from './drafts/make-draft.ts';
import { writtenPolicy } from './written-policy.ts';
import { notThere } from './seen-services.ts';
import { namedService, showService } from './service.ts';
import { choicesOfTemplate, typedTemplate } from './templates.ts';

/** The form as the school chose, or as a template would. */
export async function showChange(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { seen, way } = await changeableService(portal, exchange, visitor);
  const rows = claimRowsOf(seen.input);
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  if (kept !== undefined) {
    const asked = { seen, way, rows, filled: filledPolicy(kept.fields, rows), hasKeptForm: true };
    return void sendForm(exchange, visitor, asNow(asked), isStale(asked) ? ['changed'] : []);
  }
  const asItIs = policyAsItIs(seen.input, rows);
  const template = typedTemplate(exchange.request.query['template']);
  const filled =
    template === undefined
      ? asItIs
      : { ...asItIs, enabled: true, choices: choicesOfTemplate(template, rows) };
  return void sendForm(exchange, visitor, { seen, way, rows, filled }, []);
}

/** Shows what the change would do; makes it, when that was seen; or goes back to the form, with what was chosen. */
export async function changePolicy(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { seen, way } = await changeableService(portal, exchange, visitor);
  const rows = claimRowsOf(seen.input);
  const filled = filledPolicy(fieldsOf(exchange), rows);
  const asked = { seen, way, rows, filled };
  const wrong = [...wrongInChoices(filled), ...(isStale(asked) ? (['changed'] as const) : [])];
  if (wrong.length > 0) {
    exchange.response.status(wrong.includes('changed') ? 409 : 400);
    return void sendForm(exchange, visitor, asNow(asked), wrong);
  }
  if (textField(exchange, 'back') === 'yes') return void sendForm(exchange, visitor, asked, []);
  if (textField(exchange, 'seen') !== 'yes') return sendReview(portal, exchange, visitor, asked, []);
  const wrongWords = await wrongToSave(portal, asked);
  if (wrongWords.length > 0) {
    exchange.response.status(400);
    return sendReview(portal, exchange, visitor, asked, wrongWords);
  }
  if (!isLookedAt(portal, exchange, asked)) return sendReview(portal, exchange, visitor, asked, []);
  return answer(portal, exchange, visitor, asked, await unlessConflict(saved(portal, visitor, asked)));
}

/** What is asked beside the choices, when somebody saves them. */
async function wrongToSave(portal: Portal, { seen, way, filled }: Asked): Promise<readonly WrongPolicy[]> {
  const day = chosenDay(portal, filled.from);
  const areMany =
    way === 'publish' &&
    day !== 'now' &&
    day !== undefined &&
    (await waitingFor(portal, seen)).length >= mostWaiting;
  return [
    ...(isReason(filled.reason) ? [] : (['reason'] as const)),
    ...(day === undefined ? (['day'] as const) : []),
    ...(areMany ? (['manyWait'] as const) : []),
  ];
}

/** What is agreed on the chosen day may be something else: then whoever saves the change has to have seen that. */
function isLookedAt(portal: Portal, exchange: HttpExchange, { seen, rows, filled }: Asked): boolean {
  const day = chosenDay(portal, filled.from);
  if (day === 'now' || day === undefined || textField(exchange, 'lookedAt') === day) return true;
  const policy = policyOf(seen.input, rows, filled);
  const [now, then] = [seen.input, { ...seen.input, today: day }].map((input) => [
    changesBy(input, policy),
    outlookOf({ ...input, policy: { record: policy, version: 0 } }),
  ]);
  return JSON.stringify(now) === JSON.stringify(then);
}

/** Made, or written down for somebody else. */
function saved(portal: Portal, visitor: Visitor, asked: Asked): ReturnType<typeof makeDraft> {
  return asked.way === 'draft' ? makeDraft(portal, visitor, asked) : submit(portal, visitor, asked);
}

function submit(portal: Portal, visitor: Visitor, { seen, rows, filled }: Asked): Promise<Outcome> {
  const policy = policyOf(seen.input, rows, filled);
  const name = { kind: 'policy', id: ruleId(policy) } as const;
  const body = writtenPolicy(policy);
  const day = chosenDay(portal, filled.from);
  return portal.registry.submit([{ ...name, body }], {
    author: authorOf(granterOf(visitor)),
    reason: filled.reason.trim(),
    ...(day === 'now' || day === undefined ? {} : { due: portal.firstMomentOf(day) }),
    expected: [{ ...name, version: filled.version }],
    rights: ownRights(portal, visitor),
  });
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  asked: Asked,
  outcome: Awaited<ReturnType<typeof makeDraft>> | typeof conflict,
): Promise<void> {
  const { response } = exchange;
  const { school, service } = asked.seen;
  switch (outcome.outcome) {
    case 'drafted':
      return void seeOther(response, `${portalAddresses.service(school.id, service.id)}?drafted`);
    case 'full':
      response.status(400);
      return sendReview(portal, exchange, visitor, asked, ['manyDrafts']);
    case 'applied':
    case 'unchanged':
      return void seeOther(response, `${portalAddresses.service(school.id, service.id)}?done`);
    case 'refused':
      response.status(400);
      return void sendForm(exchange, visitor, asked, ['other']);
    case 'version_mismatch':
    case 'conflict':
      response.status(409);
      return void sendForm(
        exchange,
        visitor,
        asNow({ ...asked, seen: await namedService(portal, exchange, visitor) }),
        ['changed'],
      );
    case 'forbidden':
      response.status(403);
      return showService(portal, exchange, visitor, 'notAllowed');
    case 'hidden':
      throw notThere();
    case 'scheduled':
      return void seeOther(response, `${portalAddresses.service(school.id, service.id)}?waits`);
    case 'valid':
    case 'declined':
      throw new SluisError('internal', `nobody asked for this outcome: ${outcome.outcome}`);
  }
}
