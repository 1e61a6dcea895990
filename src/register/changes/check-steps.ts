import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Destination } from '../../domain/destinations.ts';
import { faultOf, type Fault } from '../../domain/fault.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import type { LookAtSecret } from '../model/secret-state.ts';
import { ruleId } from '../model/kinds/policy.ts';
import { addRecord, emptyLists, type Records } from '../model/records.ts';
import { incoherences } from '../rules/coherence.ts';
import { covenantRules } from '../rules/covenant-rules.ts';
import { destinationRules } from '../rules/destination-rules.ts';
import { linkingRules } from '../rules/linking-rules.ts';
import type { BeforeAndAfter, RegisterReader } from '../model/register-reader.ts';
import { transitionFaults } from '../rules/transitions.ts';
import { endFaults, touchedBy } from './dependents.ts';
import { newlyNarrowed, policiesUnder } from './narrowing.ts';
import type { NarrowedPolicy } from './registry.ts';
import type { Step } from './step.ts';
import { widthFaults } from './written-width.ts';

export interface StepCheck {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly narrowed: readonly NarrowedPolicy[];
}

/** What changes are held to besides the register. */
export interface ChangeRules {
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach; absent: public addresses on port 443 alone. */
  readonly destinations?: readonly Destination[] | undefined;
  /** Absent: nobody looks at secrets, because they are not here, or were looked at when the change was asked for. */
  readonly lookAtSecret?: LookAtSecret | undefined;
}

/**
 * Whether a register may become what these steps make of it, and which policies in use it narrows. Pure. The steps may be
 * some of those that the register after the change has been through; `placeOf` tells where a step stands among all.
 */
export function checkSteps(
  steps: readonly Step[],
  register: BeforeAndAfter,
  {
    catalogue,
    destinations = [],
    placeOf,
  }: ChangeRules & { readonly placeOf: (name: RecordName) => number | undefined },
): StepCheck {
  const { before, after } = register;
  const written = recordsNamed(
    steps.filter((step) => step.after !== undefined),
    after,
  );
  const touched = new Map(
    steps
      .flatMap((step) => touchedBy(step, register))
      .filter((name) => placeOf(name) === undefined)
      .map((name) => [nameOf(name), name]),
  );
  const checked = recordsNamed(
    [...touched.values(), ...steps.filter((step) => step.after !== undefined)],
    after,
  );
  // What is written comes last: of two that exclude each other the rules name the later one.
  const place = (name: RecordName): number | undefined =>
    placeOf(name) ?? (touched.has(nameOf(name)) ? -1 : undefined);
  const input = { register: after, catalogue, placeOf: place };
  const faults = [
    ...steps.flatMap((step) => transitionFaults(step, register).map((found) => faultOf(step, found))),
    ...steps.flatMap((step) => endFaults(step, after)),
    ...incoherences({ ...input, focus: checked }),
    ...destinationRules(written, destinations),
    ...widthFaults({ ...input, focus: written }, before),
  ];
  const inUse = new Map(
    steps
      .flatMap((step) => policiesUnder(step, register))
      .filter((policy) => placeOf({ kind: 'policy', id: ruleId(policy) }) === undefined)
      .map((policy) => [ruleId(policy), policy]),
  );
  return {
    faults,
    warnings: [
      ...covenantRules({ register: after, focus: written }),
      ...linkingRules({ ...input, focus: written }),
    ],
    narrowed: newlyNarrowed([...inUse.values()], register),
  };
}

function recordsNamed(names: readonly RecordName[], register: RegisterReader): Records {
  const lists = emptyLists();
  for (const { kind, id } of names) {
    const record = register.get(kind, id);
    if (record !== undefined) addRecord(lists, kind, record);
  }
  return lists;
}
