import type { HttpExchange } from '../../http/exchange.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import { ruleId, type ReleasePolicy } from '../../register/model/kinds/policy.ts';
import { kinds } from '../../register/model/kinds.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { claimRowsOf } from '../services/claim-rows.ts';
import { policyOf } from '../services/policy-form.ts';
import {
  changeableAmong,
  schoolsWithSeenServices,
  serviceOf,
  type SeenService,
} from '../services/seen-services.ts';
import { stateOf } from '../services/service-state.ts';
import { choicesOfTemplate, type Template } from '../services/templates.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { namedAgreement } from './named-agreement.ts';
import { notThere } from './seen-agreements.ts';
import type { SwitchableSchool } from './switch-on-page.ts';
import { withAgreement } from './where-it-counts.ts';

/** A service under a signed agreement, at those schools where this visitor may change what it gets. */
export interface Switchable {
  readonly agreement: Agreement;
  readonly service: Service;
  /** At least one, by name; each with its policy as the register has it at this moment. */
  readonly seen: readonly SeenService[];
}

/** Throws where there is nothing that this visitor could switch on. */
export async function switchableAt(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<Switchable> {
  const { agreement, services } = await namedAgreement(portal, exchange, visitor);
  const service = services.find(({ id }) => id === exchange.request.params['service']);
  if (service === undefined || agreement.status !== 'active') throw notThere();
  const schools = await schoolsWithSeenServices(portal, visitor);
  const stored = await portal.registry.findAll(
    schools.map((school) => ({
      kind: 'policy',
      id: ruleId({ school: school.id, service: service.id }),
    })),
  );
  const policies = new Map(stored.map((record) => [record.id, record]));
  const all = schools.flatMap((school): readonly SeenService[] => {
    const seen = serviceOf(portal, school, service);
    const found = policies.get(ruleId({ school: school.id, service: service.id }));
    const record = found && kinds.policy.schema.safeParse(found.body).data;
    const policy = found && record && { record, version: found.version };
    return seen === undefined
      ? []
      : [{ ...seen, service, input: withAgreement({ ...seen.input, service, policy }, agreement) }];
  });
  const seen = await changeableAmong(portal, visitor, all);
  if (seen.length === 0) throw notThere();
  return { agreement, service, seen };
}

export function shownSchool({ school, input }: SeenService): SwitchableSchool {
  const { policy } = input;
  return {
    school,
    version: policy?.version ?? 0,
    state: stateOf(input),
    isOn: policy?.record.enabled === true,
  };
}

/** The policy that a template makes of what is agreed, switched on. */
export function policyByTemplate({ input }: SeenService, template: Template | undefined): ReleasePolicy {
  const agreed = {
    ...input,
    agreements: input.agreements.filter(({ record }) => record.status === 'active'),
  };
  const rows = claimRowsOf(agreed);
  const choices = choicesOfTemplate(template ?? 'anonymous', rows);
  return policyOf(agreed, rows, { enabled: true, choices });
}
