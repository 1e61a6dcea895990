import type { ShownAnnouncement } from '../../http/announcements.ts';
import type { ShownSignIns } from '../../http/school-help.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { stateOf, type ServiceState } from '../services/service-state.ts';
import { servicesAt } from '../services/seen-services.ts';
import type { Portal } from '../visitor.ts';

/** Whether people can sign in at a school, and where the trouble is if they cannot. Says nothing of anybody. */
export interface SchoolState {
  /** What is seen of its login; absent: too few people to say so. */
  readonly signIns: ShownSignIns | undefined;
  /** Those about all sign-ins. */
  readonly announcements: readonly ShownAnnouncement[];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly supplierName: string;
    readonly state: ServiceState;
    readonly announcements: readonly ShownAnnouncement[];
  }[];
}

export function schoolStateOf(portal: Portal, school: School): SchoolState {
  return {
    signIns: portal.signInsAt(school.id),
    announcements: portal.announcementsFor(undefined),
    services: servicesAt(portal, school).map(({ service, supplier, input }) => ({
      id: service.id,
      name: service.name,
      supplierName: supplier.name,
      state: stateOf(input),
      announcements: portal
        .announcementsFor(service.id)
        .filter(({ serviceName }) => serviceName !== undefined),
    })),
  };
}
