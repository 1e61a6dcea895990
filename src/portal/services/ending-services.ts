import type { CalendarDay } from '../../domain/clock.ts';
import type { SchoolId, ServiceId } from '../../domain/ids.ts';
import { mayCome } from '../access.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { endsOn } from './attention.ts';
import { schoolsWithSeenServices, serviceOf } from './seen-services.ts';

/** A service that schools have switched on and that ends soon, with the first of these schools. */
export interface EndingService {
  readonly service: ServiceId;
  readonly name: string;
  readonly school: SchoolId;
  readonly endsOn: CalendarDay;
}

/** Those that this visitor sees, the nearest end first. An agreement is the board's: it is asked of one school. */
export async function endingServices(portal: Portal, visitor: Visitor): Promise<readonly EndingService[]> {
  if (!mayCome(visitor.person, 'services')) return [];
  const schools = await schoolsWithSeenServices(portal, visitor);
  const register = portal.register.current();
  const ending = register.services().flatMap(({ record: service }): readonly EndingService[] => {
    const school = schools.find(({ id }) => register.policyFor(id, service.id)?.record.enabled === true);
    const seen = school && serviceOf(portal, school, service);
    const lastDay = seen && endsOn(seen.input);
    return school === undefined || lastDay === undefined
      ? []
      : [{ service: service.id, name: service.name, school: school.id, endsOn: lastDay }];
  });
  return ending.toSorted((one, other) => (one.endsOn < other.endsOn ? -1 : 1));
}
