import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { mayAt } from '../../rights/role-tasks.ts';
import { schoolsOf } from '../schools/schools-of.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** The schools of the board at which this visitor helps people who cannot sign in, by name. */
export function helpDeskSchools(portal: Portal, { person }: Visitor): readonly School[] {
  return schoolsOf(person.party, portal.register.current())
    .filter(({ id }) => mayAt(person, 'error_ids.look_up', id))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'nl'));
}

/** The school that an address names. Throws for one at which this visitor does not help: nothing says whether there is one. */
export function helpDeskSchool(portal: Portal, { request }: HttpExchange, visitor: Visitor): School {
  const school = helpDeskSchools(portal, visitor).find(({ id }) => id === request.params['school']);
  if (school === undefined) throw new SluisError('http.not_found', 'no school of this visitor');
  return school;
}
