import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { incoherences } from '../rules/coherence.ts';
import { destinationRules } from '../rules/destination-rules.ts';
import type { RegisterIndex } from '../rules/register-index.ts';
import { transitionFaults } from '../rules/transitions.ts';
import type { Destination } from '../../domain/destinations.ts';
import { objectionRecord } from '../model/objection-records.ts';
import type { RecordFault, StoredRecord } from '../../storage/stores/records.ts';
import type { NarrowedPolicy } from './registry.ts';
import { newlyNarrowed, policiesUnder } from './narrowing.ts';
import { endFaults, touchedBy } from './dependents.ts';
import type { Step } from './step.ts';
import { federationOf, namedFaults } from './focus.ts';
import { indexOfSurroundings } from './index-of-surroundings.ts';
import { faultOf } from './read-proposal.ts';
import { nameOf } from './record-name.ts';
import type { BeforeAndAfter } from './surroundings.ts';
import { widthFaults } from './written-width.ts';

export interface Judgement {
  readonly faults: readonly RecordFault[];
  readonly narrowed: readonly NarrowedPolicy[];
}

/**
 * Whether a register may become what these steps make of it, and which policies in use it narrows. Pure. `destinations`
 * are what the operator lets the broker reach besides public addresses.
 */
export function judge(
  steps: readonly Step[],
  { before, after }: BeforeAndAfter,
  catalogue: AttributeCatalogue,
  destinations: readonly Destination[] = [],
): Judgement {
  const indexes = { before: indexOfSurroundings(before), after: indexOfSurroundings(after) };
  const written = new Map(
    steps.flatMap(({ kind, id, after: body }): readonly (readonly [string, StoredRecord])[] =>
      body === undefined ? [] : [[nameOf({ kind, id }), { kind, id, version: 0, body }]],
    ),
  );
  const touched = steps.flatMap((step) => touchedBy(step, after));
  // What is written comes last: of two that exclude each other the rules name the later one.
  const inPlace = touched.filter((record) => !written.has(nameOf(record)));
  const checked = new Map([...inPlace.map((record) => [nameOf(record), record] as const), ...written]);
  const focus = federationOf([...checked.values()]);
  const faults = [
    ...steps.flatMap((step) => stepFaults(step, indexes.after)),
    ...steps.flatMap((step) => endFaults(step, after)),
    ...namedFaults(focus, incoherences({ focus, index: indexes.after, catalogue })),
    ...unreachable([...written.values()], destinations),
    ...widthFaults(steps, { focus, index: indexes.after, catalogue }),
    ...steps.flatMap((step) => objectionFaults(step, indexes.after, catalogue)),
  ];
  const under = new Map(
    steps.flatMap((step) => policiesUnder(step, after)).map((policy) => [policy.id, policy]),
  );
  const inUse = [...under.values()].filter((policy) => !written.has(nameOf(policy)));
  return { faults, narrowed: newlyNarrowed(inUse, indexes, catalogue) };
}

function stepFaults(step: Step, index: RegisterIndex): readonly RecordFault[] {
  return transitionFaults(step, index).map((fault) => faultOf(step, fault));
}

function unreachable(
  written: readonly StoredRecord[],
  destinations: readonly Destination[],
): readonly RecordFault[] {
  const focus = federationOf(written);
  return namedFaults(focus, [...destinationRules(focus, destinations)]);
}

/** An objection is about a school and a service that exist, and a claim that could leave. */
function objectionFaults(
  step: Step,
  index: RegisterIndex,
  catalogue: AttributeCatalogue,
): readonly RecordFault[] {
  if (step.kind !== 'objection' || step.after === undefined) return [];
  const read = objectionRecord.safeParse(step.after);
  if (!read.success) return [];
  const { school, service, claim } = read.data;
  const faults: RecordFault[] = [];
  if (index.schools.isMissing(school)) {
    const problem = `school ${school} does not exist`;
    faults.push(faultOf(step, { path: ['school'], problem, remedy: 'correct the name' }));
  }
  if (service !== undefined && index.services.isMissing(service)) {
    const problem = `service ${service} does not exist`;
    faults.push(faultOf(step, { path: ['service'], problem, remedy: 'correct the name' }));
  }
  if (claim !== undefined && !catalogue.attributes.has(claim)) {
    const problem = `attribute ${claim} is not in the catalogue`;
    faults.push(faultOf(step, { path: ['claim'], problem, remedy: 'use a name of attributes.yaml' }));
  }
  return faults;
}
