import { affiliations, type Affiliation } from '../../domain/person.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { outlookOf } from '../../release/outlook.ts';
import { schoolsWithSeenServices, serviceOf } from '../services/seen-services.ts';
import { stateOf, type ServiceState } from '../services/service-state.ts';
import type { Portal, Visitor } from '../visitor.ts';
import type { AgreementBetween } from './seen-agreements.ts';

/** A service that an agreement covers, at the schools that a visitor sees. */
export interface ServiceAtSchools {
  readonly service: Service;
  readonly schools: readonly SchoolState[];
}

export interface SchoolState {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly state: ServiceState;
}

/** For whom a service opens or closes at schools. */
export interface AccessChange {
  readonly service: Pick<Service, 'id' | 'name'>;
  readonly affiliations: readonly Affiliation[];
  readonly schools: readonly string[];
}

/** Where the services of an agreement are on, were it as it is given, whatever this node knows of it already. */
export async function whereItCounts(
  portal: Portal,
  visitor: Visitor,
  between: AgreementBetween,
): Promise<readonly ServiceAtSchools[]> {
  const schools = await schoolsWithSeenServices(portal, visitor);
  return between.services.map((service) => ({
    service,
    schools: schools.flatMap((school) => {
      const input = serviceOf(portal, school, service)?.input;
      return input === undefined ? [] : [{ school, state: stateOf(withAgreement(input, between.agreement)) }];
    }),
  }));
}

/** Who gets in with an agreement as it is first given, and not as it is given second; the other way round: who will. */
export async function accessWithout(
  portal: Portal,
  visitor: Visitor,
  { services }: AgreementBetween,
  [first, second]: readonly [Agreement, Agreement],
): Promise<readonly AccessChange[]> {
  const schools = await schoolsWithSeenServices(portal, visitor);
  return services.flatMap((service) => {
    const found = new Map<string, { of: readonly Affiliation[]; readonly at: string[] }>();
    for (const school of schools) {
      const input = serviceOf(portal, school, service)?.input;
      if (input === undefined) continue;
      const lost = lostBetween(withAgreement(input, first), withAgreement(input, second));
      if (lost.length === 0) continue;
      const group = found.get(lost.join(' ')) ?? { of: lost, at: [] };
      group.at.push(school.name);
      found.set(lost.join(' '), group);
    }
    return [...found.values()].map(({ of, at }) => ({ service, affiliations: of, schools: at }));
  });
}

function lostBetween(before: ActivationInput, after: ActivationInput): readonly Affiliation[] {
  const [was, stays] = [before, after].map((input) => outlookOf(input).map(({ affiliation }) => affiliation));
  return affiliations.filter((each) => was?.includes(each) === true && stays?.includes(each) !== true);
}

/** As it is asked of the decision, were the agreement as it is given. */
export function withAgreement(input: ActivationInput, agreement: Agreement): ActivationInput {
  const others = input.agreements.filter(({ record }) => record.id !== agreement.id);
  return { ...input, agreements: [...others, { record: agreement, version: 0 }] };
}
