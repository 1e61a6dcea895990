import type { Fault } from '../../domain/fault.ts';
import type { RuleInput } from './rule-input.ts';
import { unknownAttribute } from './shared-faults.ts';

/** An objection is about a claim that could leave. */
export function* objectionRules({ focus, catalogue }: RuleInput): Generator<Fault> {
  for (const { id, claim } of focus.objection) {
    if (claim === undefined || catalogue.attributes.has(claim)) continue;
    yield unknownAttribute({ kind: 'objection', id, path: ['claim'] }, claim);
  }
}
