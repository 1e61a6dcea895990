import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { SchoolId, ServiceId } from '../domain/ids.ts';
import type { Register } from '../register/replica/register.ts';
import { closedGate } from '../release/closed-gate.ts';

interface OpenOnDay {
  readonly day: CalendarDay;
  readonly open: readonly School[];
}

/** One answer per list and day: the search keeps an index for a list as long as it is the same list. */
const openLists = new WeakMap<readonly School[], OpenOnDay>();

/** The schools of a list that are open today; the list itself when that is all of them. */
export function openSchools(schools: readonly School[], today: CalendarDay): readonly School[] {
  const known = openLists.get(schools);
  if (known?.day === today) return known.open;
  const some = schools.filter((school) => closedGate({ school }, today) === undefined);
  const open = some.length === schools.length ? schools : some;
  openLists.set(schools, { day: today, open });
  return open;
}

/** The ways to sign in at a school that count today. */
export function idpsInForce(
  register: Register,
  school: SchoolId,
  today: CalendarDay,
): readonly Versioned<IdentityProvider>[] {
  return register.idpsOf(school).filter(({ record }) => closedGate({ idp: record }, today) === undefined);
}

/** The service, unless the operator blocked it. */
export function serviceInForce(
  register: Register,
  id: ServiceId | undefined,
  today: CalendarDay,
): Service | undefined {
  const service = id && register.service(id)?.record;
  return closedGate({ service }, today) === undefined ? service : undefined;
}

/** The school itself while it is open, else the one that it goes on in, if any is open today. */
export function openSchoolOf(school: School, register: Register, today: CalendarDay): School | undefined {
  const seen = new Set<SchoolId>();
  let next: School | undefined = school;
  while (next !== undefined && closedGate({ school: next }, today) !== undefined) {
    const successor: SchoolId | undefined = next.closed?.successor;
    if (successor === undefined || seen.has(successor)) return undefined;
    seen.add(successor);
    next = register.school(successor);
  }
  return next;
}
