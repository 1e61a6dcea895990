import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { textField } from '../form-fields.ts';
import { sendSchoolChoice } from '../schools/school-choice.ts';
import { frameOf } from '../frame.ts';
import { namedSchoolWhere, schoolsWhere } from '../schools/schools-where.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { findErrors, type FoundError } from './find-error.ts';
import { renderHelpDesk, type LookUp } from './help-desk-page.ts';
import { refusedByCause, refusedByHour } from './refusals-by-cause.ts';
import { schoolStateOf } from './school-state.ts';
import { shownError } from './shown-error.ts';

const task = 'error_ids.look_up';
/** Error ids that one account looks up in an hour: a busy morning, and no way to try them out. */
const mostLookUps = 60;
const hourSeconds = 60 * 60;
const dayMillis = 24 * 60 * 60 * 1000;
const weekMillis = 7 * dayMillis;

export function showHelpDeskChoice(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  sendSchoolChoice(exchange, visitor, 'helpDesk', schoolsWhere(portal, visitor, task));
  return Promise.resolve();
}

export function showHelpDesk(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return send(portal, exchange, visitor, { school: namedSchoolWhere(portal, exchange, visitor, task) });
}

/** What is typed is not kept: the trail has what was found, and otherwise that nothing was. */
export async function lookErrorUp(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const school = namedSchoolWhere(portal, exchange, visitor, task);
  const typed = textField(exchange, 'code').trim();
  if (typed === '') {
    exchange.response.status(400);
    return send(portal, exchange, visitor, { school, lookUp: { outcome: 'empty' } });
  }
  const lookUps = await portal.store.increment(`error-look-ups:${visitor.account.id}`, hourSeconds);
  if (lookUps > mostLookUps) {
    exchange.response.status(429).setHeader('Retry-After', String(hourSeconds));
    return send(portal, exchange, visitor, { school, lookUp: { outcome: 'tooMany' } });
  }
  const schools = schoolsWhere(portal, visitor, task);
  const found = await findErrors(portal, { typed, school, schools });
  await writeLookUp(portal, visitor, school, found);
  const errors = await Promise.all(found.map((error) => shownError(portal, visitor, error)));
  return send(portal, exchange, visitor, { school, lookUp: { outcome: 'looked', errors } });
}

async function writeLookUp(
  { audit, clock }: Portal,
  visitor: Visitor,
  school: School,
  found: readonly FoundError[],
): Promise<void> {
  const by = { at: clock.now(), author: authorOf(granterOf(visitor)), board: school.board };
  if (found.length === 0) await audit({ ...by, type: 'error_id.not_found', school: school.id });
  for (const error of found) {
    await audit({ ...by, type: 'error_id.found', school: error.school, recordId: error.errorId });
  }
}

async function send(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { school, lookUp }: { readonly school: School; readonly lookUp?: LookUp },
): Promise<void> {
  const now = portal.clock.now();
  const counts = await portal.trail.countRefusals({ school: school.id, since: now - weekMillis });
  const ofDay = counts.filter(({ hour }) => hour > now - dayMillis);
  sendPage(
    exchange.response,
    renderHelpDesk({
      ...frameOf(exchange, visitor),
      school,
      hasOthers: schoolsWhere(portal, visitor, task).length > 1,
      lookUp,
      state: schoolStateOf(portal, school),
      refused: {
        byHour: refusedByHour(ofDay).map((each) => ({ ...each, from: portal.momentOf(each.hour) })),
        inWeek: refusedByCause(counts),
      },
    }),
  );
}
