import type { Fault } from '../../domain/fault.ts';
import type { Service } from '../model/kinds/service.ts';
import type { RuleInput } from './rule-input.ts';
import { unknownAttribute } from './shared-faults.ts';

/** A service is in a sector of its own supplier, and asks for attributes that exist. */
export function* serviceRules(input: RuleInput): Generator<Fault> {
  for (const service of input.focus.service) {
    const { id } = service;
    if (input.register.get('api-client', id) !== undefined) {
      const problem = `${id} is the client_id of an API client already`;
      yield { kind: 'service', id, path: ['id'], problem, remedy: 'give the service an id of its own' };
    }
    yield* sectorOfService(input, service);
    yield* claimsOfService(input, service);
  }
}

function* sectorOfService({ register }: RuleInput, { id, sector: of, supplier }: Service): Generator<Fault> {
  const sector = register.get('sector', of);
  if (sector === undefined || sector.supplier === supplier) return;
  yield {
    kind: 'service',
    id,
    path: ['sector'],
    problem: `sector ${sector.id} belongs to supplier ${sector.supplier}, not to ${supplier}: two suppliers would see the same pseudonyms`,
    remedy: `use a sector of ${supplier}`,
  };
}

function* claimsOfService({ catalogue }: RuleInput, { id, claims }: Service): Generator<Fault> {
  const seen = new Set<string>();
  for (const [position, claim] of claims.entries()) {
    const at = { kind: 'service', id, path: ['claims', position, 'name'] } as const;
    if (!catalogue.attributes.has(claim.name)) yield unknownAttribute(at, claim.name);
    if (seen.has(claim.name)) {
      const problem = `claim ${claim.name} is registered twice`;
      yield { ...at, problem, remedy: 'keep one of the two' };
    }
    seen.add(claim.name);
  }
}
