import { mayAt } from '../../rights/role-tasks.ts';
import { seesObjectionsAt } from '../schools/sees-objections.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { explainedError, type ErrorCause } from './error-cause.ts';
import type { FoundError } from './find-error.ts';
import type { ShownError } from './help-desk-page.ts';

/** An error that was found, as far as this visitor may know it. */
export async function shownError(portal: Portal, visitor: Visitor, found: FoundError): Promise<ShownError> {
  const explained = explainedError(found.code);
  const seesCode = explained.step === 'answer' && mayAt(visitor.person, 'setup.see', found.school);
  return {
    ...explained,
    cause: await toldCause(portal, visitor, found, explained.cause),
    ...(seesCode ? { code: found.code } : {}),
    at: portal.momentOf(found.at),
    ...namesOf(portal, found),
  };
}

/** Whoever may not see objections is not told of one, but the same as of other choices of a school. */
async function toldCause(
  portal: Portal,
  visitor: Visitor,
  { school }: FoundError,
  cause: ErrorCause,
): Promise<ErrorCause> {
  return cause !== 'objection' || (await seesObjectionsAt(portal, visitor, school)) ? cause : 'not_let_in';
}

function namesOf(
  portal: Portal,
  found: FoundError,
): Pick<ShownError, 'schoolName' | 'boardName' | 'serviceName' | 'supplierName'> {
  const register = portal.register.current();
  const school = register.school(found.school);
  const service = found.service && register.service(found.service)?.record;
  return {
    schoolName: school?.name ?? found.school,
    boardName: school && register.board(school.board)?.name,
    serviceName: service?.name,
    supplierName: service && register.supplier(service.supplier)?.name,
  };
}
