import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { mayAt } from '../../rights/role-tasks.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf, textField } from '../form-fields.ts';
import { sendSchoolChoice } from '../schools/school-choice.ts';
import { frameOf } from '../frame.ts';
import { namedSchoolWhere, schoolsWhere } from '../schools/schools-where.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { keepLookUp, personSeen } from './found-person.ts';
import {
  readQuestion,
  statedReason,
  type FilledQuestion,
  type LookedForBy,
  type WrongQuestion,
} from './person-form.ts';
import { renderQuestion } from './question-page.ts';

const task = 'ledger.person';
/** People whom one account asks for in an hour, found or not. */
const mostLookUps = 30;
const hourSeconds = 60 * 60;

export function showQuestionChoice(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  sendSchoolChoice(exchange, visitor, 'questions', schoolsWhere(portal, visitor, task));
  return Promise.resolve();
}

export function showQuestion(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const school = namedSchoolWhere(portal, exchange, visitor, task);
  send(portal, exchange, visitor, {
    school,
    by: lookedForBy(portal, school, exchange.request.query['by']),
    filled: { reason: '', request: '' },
    isErased: exchange.request.query['erased'] !== undefined,
  });
  return Promise.resolve();
}

/** Nothing of the identifier is kept, nor shown again. Whoever is not found and whom this visitor may not see look alike. */
export async function findPerson(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const school = namedSchoolWhere(portal, exchange, visitor, task);
  const by = lookedForBy(portal, school, textField(exchange, 'by'));
  const { wrong, typed, ...filled } = readQuestion(by, fieldsOf(exchange));
  const again = (status: number, ...trouble: readonly (WrongQuestion | 'unknown')[]): void => {
    exchange.response.status(status);
    send(portal, exchange, visitor, { school, by, filled, wrong: trouble });
  };
  if (typed === undefined || wrong.length > 0) return void again(400, ...wrong);
  const lookUps = await portal.store.increment(`person-look-ups:${visitor.account.id}`, hourSeconds);
  if (lookUps > mostLookUps) return void again(429, 'tooMany');
  const reason = statedReason(filled);
  const found = await portal.people.find(typed, school, { author: authorOf(granterOf(visitor)), reason });
  if (found === 'unknown') return void again(200, 'unknown');
  if ('problem' in found) return void again(400, 'identifier');
  const lookUp = { school, handles: found.handles, reason, hasRequest: filled.request !== '' };
  const seen = await personSeen(portal, visitor, lookUp);
  if (seen === 'unknown') return void again(200, 'unknown');
  if (seen === 'needs_request') return void again(400, 'request');
  seeOther(exchange.response, portalAddresses.foundPerson(await keepLookUp(portal, visitor, lookUp)));
}

/** What was chosen, as far as the school has it; else its first login, and without one the ECK iD. */
function lookedForBy({ register }: Portal, school: School, chosen: unknown): LookedForBy {
  if (chosen === 'eck-id') return 'eck-id';
  const logins = register.current().idpsOf(school.id);
  return (logins.find(({ record }) => record.id === chosen) ?? logins[0])?.record ?? 'eck-id';
}

interface Asked {
  readonly school: School;
  readonly by: LookedForBy;
  readonly filled: FilledQuestion;
  readonly wrong?: readonly (WrongQuestion | 'unknown')[];
  readonly isErased?: boolean;
}

function send(portal: Portal, exchange: HttpExchange, visitor: Visitor, asked: Asked): void {
  const { school, wrong = [] } = asked;
  sendPage(
    exchange.response,
    renderQuestion({
      ...frameOf(exchange, visitor),
      ...asked,
      wrong,
      hasOthers: schoolsWhere(portal, visitor, task).length > 1,
      logins: portal.register
        .current()
        .idpsOf(school.id)
        .map(({ record }) => record),
      maySeeStaff: mayAt(visitor.person, 'ledger.staff', school.id),
    }),
  );
}
