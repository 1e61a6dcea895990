import type { CalendarDay } from '../../domain/clock.ts';
import type { SchoolId, ServiceId } from '../../domain/ids.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { partiesWord } from '../../register/model/parties.ts';
import type { RegisterReader } from '../../register/model/register-reader.ts';
import { agreementsInForce } from '../../release/sign-in.ts';

export interface Succession {
  readonly service: ServiceId;
  readonly successor: SchoolId;
}

/** Where closed schools went, as far as the supplier may know of it: its service is covered there by an agreement in force. */
export function knownSuccessors(
  registry: Pick<Registry, 'ask'>,
  successions: readonly Succession[],
  today: CalendarDay,
): Promise<(succession: Succession) => School | undefined> {
  return registry.ask((register) => {
    const known = new Map(
      successions.map((succession) => [keyOf(succession), successorOf(register, succession, today)]),
    );
    return (succession) => known.get(keyOf(succession));
  });
}

const keyOf = ({ service, successor }: Succession): string => `${service} ${successor}`;

function successorOf(
  register: RegisterReader,
  { service: serviceId, successor }: Succession,
  today: CalendarDay,
): School | undefined {
  const school = register.get('school', successor);
  const service = register.get('service', serviceId);
  if (school === undefined || service === undefined) return undefined;
  const agreements = register
    .referringTo('agreement', partiesWord(school.board, service.supplier))
    .map((record) => ({ record, version: 0 }));
  const isCovered = service.audience.some(
    (affiliation) => agreementsInForce({ today, affiliation, service, agreements }).length > 0,
  );
  return isCovered ? school : undefined;
}
