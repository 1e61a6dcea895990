import { authorOf } from '../../domain/portal-roles.ts';
import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { Change } from '../../storage/stores/records.ts';
import { whereMay } from '../../rights/role-tasks.ts';
import { portalAddresses } from '../addresses.ts';
import { fieldsOf, textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import type { WrongAct } from '../languages/questions/messages.ts';
import { isReason } from '../reason.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { unlessConflict } from '../unless-conflict.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { foundPerson, type FoundPerson } from './found-person.ts';
import { mayEnd, mayObject, objectable, objectedTo, objectionsOf, stopsBy } from './objecting.ts';
import { renderPerson, renderObjectionReview } from './person-page.ts';
import { releasesByService } from './person-releases.ts';

/** What went to whom about a person that was found, and what may be done about it. */
export async function showPerson(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return send(portal, exchange, visitor, await foundPerson(portal, exchange, visitor));
}

/** The first time it says what stops; the second time it is done. Both are judged anew. */
export async function object(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const found = await foundPerson(portal, exchange, visitor);
  const { school } = found;
  if ((await mayObject(portal, visitor, school)) !== 'yes') throw notForThem();
  const about = objectedTo(portal, school, fieldsOf(exchange));
  if (about === undefined) return refuse(portal, exchange, visitor, found, 'about');
  const reason = textField(exchange, 'reason').trim();
  const isSeen = textField(exchange, 'seen') === 'yes';
  if (!isSeen || !isReason(reason)) {
    if (isSeen) exchange.response.status(400);
    const review = { found, about, stops: stopsBy(portal, school, about), isWrong: isSeen };
    return void sendPage(
      exchange.response,
      renderObjectionReview({ ...frameOf(exchange, visitor), ...review, ...objectable(portal, school) }),
    );
  }
  const id = portal.randomness.uuid();
  const body = { id, school: school.id, person: found.handle, ...about };
  return change(portal, exchange, visitor, { found, reason, change: { kind: 'objection', id, body } });
}

export async function endObjection(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const found = await foundPerson(portal, exchange, visitor);
  const objections = await objectionsOf(portal, visitor, found);
  const objection = objections.find(({ id }) => id === textField(exchange, 'objection'));
  if (objection === undefined || (await mayEnd(portal, visitor, objection)) !== 'yes') throw notForThem();
  const reason = textField(exchange, 'reason').trim();
  if (!isReason(reason)) return refuse(portal, exchange, visitor, found, 'reason');
  const ended: Change = { kind: 'objection', id: objection.id, ended: true };
  return change(portal, exchange, visitor, { found, reason, change: ended });
}

/** For the whole board at once; what was released stays, about nobody. */
export async function erasePerson(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const found = await foundPerson(portal, exchange, visitor);
  if (!mayErase(visitor, found)) throw notForThem();
  const reason = textField(exchange, 'reason').trim();
  if (!isReason(reason) || textField(exchange, 'sure') !== 'yes') {
    return refuse(portal, exchange, visitor, found, 'erase');
  }
  const asking = { author: authorOf(granterOf(visitor)), reason };
  await portal.people.erase(found.handle, found.board, asking);
  seeOther(exchange.response, `${portalAddresses.questionsOf(found.school.id)}?erased`);
}

function mayErase({ person }: Visitor, { isStaff }: FoundPerson): boolean {
  const tasks = isStaff ? (['ledger.erase', 'ledger.staff'] as const) : (['ledger.erase'] as const);
  return tasks.every((task) => whereMay(person, task) === 'everywhere');
}

async function change(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  wanted: { readonly found: FoundPerson; readonly reason: string; readonly change: Change },
): Promise<void> {
  const outcome = await unlessConflict(
    portal.registry.submit([wanted.change], {
      author: authorOf(granterOf(visitor)),
      reason: wanted.reason,
      rights: ownRights(portal, visitor),
    }),
  );
  if (outcome.outcome === 'applied' || outcome.outcome === 'unchanged') {
    return void seeOther(exchange.response, `${portalAddresses.foundPerson(wanted.found.id)}?done`);
  }
  return refuse(portal, exchange, visitor, wanted.found, 'notDone');
}

function refuse(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  found: FoundPerson,
  wrong: WrongAct,
): Promise<void> {
  exchange.response.status(400);
  return send(portal, exchange, visitor, found, wrong);
}

async function send(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  found: FoundPerson,
  wrong?: WrongAct,
): Promise<void> {
  const register = portal.register.current();
  const objections = await objectionsOf(portal, visitor, found);
  sendPage(
    exchange.response,
    renderPerson({
      ...frameOf(exchange, visitor),
      id: found.id,
      school: found.school,
      isStaff: found.isStaff,
      catalogue: portal.catalogue,
      releases: releasesByService(found.entries, portal.dayOf).map((each) => ({
        ...each,
        serviceName: register.service(each.service)?.record.name ?? each.service,
        supplierName: register.supplier(each.supplier)?.name ?? each.supplier,
      })),
      objections: await Promise.all(
        objections.map(async (objection) => ({
          id: objection.id,
          serviceName:
            objection.service && (register.service(objection.service)?.record.name ?? objection.service),
          claim: objection.claim,
          mayEnd: await mayEnd(portal, visitor, objection),
        })),
      ),
      mayObject: await mayObject(portal, visitor, found.school),
      ...objectable(portal, found.school),
      mayErase: mayErase(visitor, found),
      isDone: exchange.request.query['done'] !== undefined,
      wrong,
    }),
  );
}

function notForThem(): SluisError {
  return new SluisError('http.not_found', 'nothing that this visitor may do');
}
