import { authorOf } from '../../domain/portal-roles.ts';
import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { Outcome } from '../../register/changes/registry.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf, textIn } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongHelp } from '../languages/messages.ts';
import { madeNow, type MadeNow } from '../made-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { isReason } from '../reason.ts';
import { renderChangeHelp } from './change-help-page.ts';
import { filledHelp, helpAsItIs, withHelp, wrongIn, type FilledHelp } from './help-form.ts';
import { showSchools } from './schools.ts';
import { ownRights, seenSchool, type SeenSchool } from './seen-schools.ts';

/** What stands on the form when it is shown. */
interface Shown {
  readonly filled: FilledHelp;
  readonly wrong?: readonly WrongHelp[];
  readonly hasKeptForm?: boolean;
}

export async function showChangeHelp(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const seen = await seenSchool(portal, visitor, schoolOf(exchange));
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  if (kept === undefined) {
    return void sendForm(exchange, visitor, seen, { filled: helpAsItIs(seen.school) });
  }
  const isChanged = versionIn(kept.fields) !== seen.version;
  return void sendForm(exchange, visitor, seen, {
    filled: filledHelp(kept.fields),
    hasKeptForm: true,
    ...(isChanged ? { wrong: ['changed'] } : {}),
  });
}

/** Whether it may be done, and whether it is right, the register says, as it does to API clients. */
export async function changeHelp(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await seenSchool(portal, visitor, schoolOf(exchange));
  const filled = filledHelp(fieldsOf(exchange));
  if (!isReason(filled.reason)) {
    exchange.response.status(400);
    return void sendForm(exchange, visitor, seen, { filled, wrong: ['reason'] });
  }
  const outcome = await madeNow(submitHelp(portal, exchange, visitor, seen, filled));
  return answer(portal, exchange, visitor, { filled, outcome });
}

function submitHelp(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { school, body }: SeenSchool,
  filled: FilledHelp,
): Promise<Outcome> {
  const name = { kind: 'school', id: school.id } as const;
  return portal.registry.submit([{ ...name, body: withHelp(body, school, filled) }], {
    author: authorOf(granterOf(visitor)),
    reason: filled.reason.trim(),
    expected: [{ ...name, version: versionIn(fieldsOf(exchange)) }],
    rights: ownRights(portal, visitor),
  });
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { filled, outcome }: { readonly filled: FilledHelp; readonly outcome: MadeNow },
): Promise<void> {
  const { response } = exchange;
  switch (outcome.outcome) {
    case 'applied':
      return void seeOther(response, `${portalAddresses.schools}?done`);
    case 'unchanged':
      return void seeOther(response, portalAddresses.schools);
    case 'refused':
      response.status(400);
      return again(portal, exchange, visitor, { filled, wrong: wrongIn(outcome.faults) });
    case 'changed':
      response.status(409);
      return again(portal, exchange, visitor, { filled, wrong: ['changed'] });
    case 'forbidden':
      response.status(403);
      return showSchools(portal, exchange, visitor, 'notAllowed');
  }
}

/** With the school as it is by now. */
async function again(portal: Portal, exchange: HttpExchange, visitor: Visitor, shown: Shown): Promise<void> {
  sendForm(exchange, visitor, await seenSchool(portal, visitor, schoolOf(exchange)), shown);
}

/** Throws for somebody who may not change the help: there is no form then. */
function sendForm(
  exchange: HttpExchange,
  visitor: Visitor,
  { school, version, mayChangeHelp }: SeenSchool,
  { filled, wrong = [], hasKeptForm = false }: Shown,
): void {
  if (!mayChangeHelp) throw new SluisError('http.not_found', 'no form of this visitor');
  sendPage(
    exchange.response,
    renderChangeHelp({ ...frameOf(exchange, visitor), school, version, filled, wrong, hasKeptForm }),
  );
}

function schoolOf({ request }: HttpExchange): string {
  return String(request.params['school']);
}

/** What is no version is none that the school has. */
function versionIn(fields: Readonly<Record<string, unknown>>): number {
  const typed = textIn(fields, 'version');
  return /^\d{1,9}$/.test(typed) ? Number(typed) : -1;
}
