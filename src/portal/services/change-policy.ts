import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
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
import type { WrongPolicy } from '../languages/services/messages.ts';
import { isReason } from '../reason.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { type conflict, unlessConflict } from '../unless-conflict.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { missingIn } from './attention.ts';
import { renderChange } from './change-page.ts';
import { claimRowsOf, excessIn, type ClaimRow } from './claim-rows.ts';
import { hindsightAt } from './counted-hindsight.ts';
import { changesBy } from './policy-changes.ts';
import { filledPolicy, policyAsItIs, policyOf, wrongInChoices, type FilledPolicy } from './policy-form.ts';
import { renderReview } from './review-page.ts';
import { mayChangePolicy, notThere, type SeenService } from './seen-services.ts';
import { namedService, showService, tryOutsOf } from './service.ts';
import { choicesOfTemplate, typedTemplate } from './templates.ts';

/** What a form is about, and what it says. */
interface Asked {
  readonly seen: SeenService;
  readonly rows: readonly ClaimRow[];
  readonly filled: FilledPolicy;
  readonly hasKeptForm?: boolean;
}

/** The form as the school chose, or as a template would. */
export async function showChange(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await changeableService(portal, exchange, visitor);
  const rows = claimRowsOf(seen.input);
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  if (kept !== undefined) {
    const asked = { seen, rows, filled: filledPolicy(kept.fields, rows), hasKeptForm: true };
    return void sendForm(exchange, visitor, asNow(asked), isStale(asked) ? ['changed'] : []);
  }
  const asItIs = policyAsItIs(seen.input, rows);
  const template = typedTemplate(exchange.request.query['template']);
  const filled =
    template === undefined
      ? asItIs
      : { ...asItIs, enabled: true, choices: choicesOfTemplate(template, rows) };
  return void sendForm(exchange, visitor, { seen, rows, filled }, []);
}

/** Shows what the change would do; makes it, when that was seen; or goes back to the form, with what was chosen. */
export async function changePolicy(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await changeableService(portal, exchange, visitor);
  const rows = claimRowsOf(seen.input);
  const filled = filledPolicy(fieldsOf(exchange), rows);
  const asked = { seen, rows, filled };
  const wrong = [...wrongInChoices(filled), ...(isStale(asked) ? (['changed'] as const) : [])];
  if (wrong.length > 0) {
    exchange.response.status(wrong.includes('changed') ? 409 : 400);
    return void sendForm(exchange, visitor, asNow(asked), wrong);
  }
  if (textField(exchange, 'back') === 'yes') return void sendForm(exchange, visitor, asked, []);
  if (textField(exchange, 'seen') !== 'yes') return sendReview(portal, exchange, visitor, asked, []);
  if (!isReason(filled.reason)) {
    exchange.response.status(400);
    return sendReview(portal, exchange, visitor, asked, ['reason']);
  }
  return answer(portal, exchange, visitor, asked, await unlessConflict(submit(portal, visitor, asked)));
}

/** Throws for somebody who may not change it: there is no form then. */
async function changeableService(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<SeenService> {
  const seen = await namedService(portal, exchange, visitor);
  if (!(await mayChangePolicy(portal, visitor, seen))) throw notThere();
  return seen;
}

/** With the version that stands on the page from here on. */
function asNow(asked: Asked): Asked {
  return { ...asked, filled: { ...asked.filled, version: asked.seen.input.policy?.version ?? 0 } };
}

function isStale({ seen, filled }: Asked): boolean {
  return filled.version !== (seen.input.policy?.version ?? 0);
}

function submit(portal: Portal, visitor: Visitor, { seen, rows, filled }: Asked): Promise<Outcome> {
  const policy = policyOf(seen.input, rows, filled);
  const name = { kind: 'policy', id: ruleId(policy) } as const;
  const body = z.encode(policyRecord, policy);
  return portal.registry.submit([{ ...name, body }], {
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
  outcome: Outcome | typeof conflict,
): Promise<void> {
  const { response } = exchange;
  const { school, service } = asked.seen;
  switch (outcome.outcome) {
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
    case 'valid':
    case 'scheduled':
    case 'declined':
      throw new SluisError('internal', `nobody asked for this outcome: ${outcome.outcome}`);
  }
}

function sendForm(
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, rows, filled, hasKeptForm = false }: Asked,
  wrong: readonly WrongPolicy[],
): void {
  const excess = excessIn(seen.input, rows);
  sendPage(
    exchange.response,
    renderChange({ ...frameOf(exchange, visitor), seen, rows, filled, excess, wrong, hasKeptForm }),
  );
}

async function sendReview(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, rows, filled }: Asked,
  wrong: readonly WrongPolicy[],
): Promise<void> {
  const policy = policyOf(seen.input, rows, filled);
  const input = { ...seen.input, policy: { record: policy, version: filled.version } };
  const after = { ...seen, input };
  const changes = changesBy(seen.input, policy);
  sendPage(
    exchange.response,
    renderReview({
      ...frameOf(exchange, visitor),
      seen: after,
      filled,
      changes,
      hindsight: changes.length === 0 ? undefined : await hindsightAt(portal, after),
      missing: missingIn(seen.service, outlookOf(input), rows),
      tryOuts: tryOutsOf(portal, after),
      wrong,
    }),
  );
}
