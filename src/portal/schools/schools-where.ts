import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { mayAt, type PortalTask } from '../../rights/role-tasks.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { schoolsOf } from './schools-of.ts';

/** The schools of the board at which this visitor has a task, by name. */
export function schoolsWhere(portal: Portal, { person }: Visitor, task: PortalTask): readonly School[] {
  return schoolsOf(person.party, portal.register.current())
    .filter(({ id }) => mayAt(person, task, id))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'nl'));
}

/** The one of them that an address names. Throws for any other: nothing says whether there is one. */
export function namedSchoolWhere(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
  task: PortalTask,
): School {
  const school = schoolsWhere(portal, visitor, task).find(({ id }) => id === request.params['school']);
  if (school === undefined) throw new SluisError('http.not_found', 'no school of this visitor');
  return school;
}
