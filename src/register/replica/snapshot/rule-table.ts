import type { Versioned } from '../../model/versioned.ts';
import type { z } from 'zod';
import { schoolId, serviceId, type SchoolId, type ServiceId } from '../../../domain/ids.ts';
import type { RecordState } from '../../../storage/stores/records.ts';
import { unreadable } from '../../stored/read-record.ts';
import { changedRow, emptyRow, type Row, type RowEdits } from './rule-row.ts';
import { createRuleShapes, type RuleShapes, type SchoolRule } from './rule-shapes.ts';

/**
 * All rules school × service of one kind at one revision: a few bytes each, made into records when asked for.
 * Never changes: a change makes another table, which shares the rows of all other schools.
 */
export interface RuleTable<Rule> {
  get(school: SchoolId, service: ServiceId): Versioned<Rule> | undefined;
  of(school: SchoolId): readonly Versioned<Rule>[];
  /** Schools whose rule about the service `counts`, in no particular order. The same list until one of these rules changes. */
  schoolsWith(service: ServiceId): readonly SchoolId[];
  /** Itself when there is nothing to change. Throws `register.invalid`, and leaves this table as it is. */
  with(states: readonly RecordState[]): RuleTable<Rule>;
}

interface RuleKind<Rule> {
  readonly schema: z.ZodType<Rule>;
  /** Which rules `schoolsWith` tells of. */
  readonly counts: (rule: Rule) => boolean;
}

/** Shared by all tables that come from one empty table. */
interface Shared<Rule extends SchoolRule> {
  readonly shapes: RuleShapes<Rule>;
  readonly services: ServiceNumbers;
  readonly counts: (rule: Rule) => boolean;
}

export function emptyRuleTable<Rule extends SchoolRule>({ schema, counts }: RuleKind<Rule>): RuleTable<Rule> {
  return tableOf(
    { shapes: createRuleShapes(schema), services: createServiceNumbers(), counts },
    new Map(),
    new Map(),
  );
}

function tableOf<Rule extends SchoolRule>(
  shared: Shared<Rule>,
  rows: ReadonlyMap<SchoolId, Row>,
  listed: Map<ServiceId, readonly SchoolId[]>,
): RuleTable<Rule> {
  const { shapes, services, counts } = shared;
  const ruleAt = (
    row: Row,
    index: number,
    school: SchoolId,
    service: ServiceId,
  ): Versioned<Rule> | undefined => {
    const sample = shapes.sample(row.shapes[index] ?? -1);
    const version = row.versions[index];
    if (sample === undefined || version === undefined) return undefined;
    return { record: { ...sample, school, service }, version };
  };
  const listSchools = (service: ServiceId): readonly SchoolId[] => {
    const number = services.known(service);
    return [...rows].flatMap(([school, row]) => {
      const sample = shapes.sample(row.shapes[row.services.indexOf(number)] ?? -1);
      return sample !== undefined && counts(sample) ? [school] : [];
    });
  };
  return {
    get(school, service) {
      const row = rows.get(school);
      return row && ruleAt(row, row.services.indexOf(services.known(service)), school, service);
    },
    of(school) {
      const row = rows.get(school) ?? emptyRow;
      return [...row.services].flatMap((number, index) => {
        const service = services.name(number);
        return (service && ruleAt(row, index, school, service)) ?? [];
      });
    },
    schoolsWith(service) {
      const known = listed.get(service) ?? listSchools(service);
      listed.set(service, known);
      return known;
    },
    with(states) {
      if (states.length === 0) return this;
      const edits = readEdits(states, shared);
      const changedRows = new Map(rows);
      for (const [school, row] of edits.rows) {
        const changed = changedRow(rows.get(school) ?? emptyRow, row);
        if (changed.services.length === 0) changedRows.delete(school);
        else changedRows.set(school, changed);
      }
      const stillListed = [...listed].filter(([service]) => !edits.services.has(service));
      return tableOf(shared, changedRows, new Map(stillListed));
    },
  };
}

interface Edits {
  readonly rows: ReadonlyMap<SchoolId, RowEdits>;
  readonly services: ReadonlySet<ServiceId>;
}

function readEdits<Rule extends SchoolRule>(
  states: readonly RecordState[],
  { shapes, services }: Shared<Rule>,
): Edits {
  const rows = new Map<SchoolId, RowEdits>();
  const touched = new Set<ServiceId>();
  for (const state of states) {
    const { school, service, shape } = state.ended === true ? endedRule(state) : shapes.read(state);
    const row: RowEdits = rows.get(school) ?? new Map<number, undefined>();
    row.set(services.number(service), shape === undefined ? undefined : { shape, version: state.version });
    rows.set(school, row);
    touched.add(service);
  }
  return { rows, services: touched };
}

/** An ended record has no body any more; its id says whose it was. */
function endedRule({ kind, id }: RecordState): SchoolRule & { readonly shape?: undefined } {
  const [school, service, ...more] = id.split('/');
  const names = { school: schoolId(school ?? ''), service: serviceId(service ?? '') };
  if (names.school === undefined || names.service === undefined || more.length > 0) {
    throw unreadable(kind, id);
  }
  return { school: names.school, service: names.service };
}

/** A small number for each service, given once. */
interface ServiceNumbers {
  number(service: ServiceId): number;
  /** -1: no rule ever named it. */
  known(service: ServiceId): number;
  name(number: number): ServiceId | undefined;
}

function createServiceNumbers(): ServiceNumbers {
  const names: ServiceId[] = [];
  const numbers = new Map<ServiceId, number>();
  return {
    number(service) {
      const number = numbers.get(service) ?? names.push(service) - 1;
      numbers.set(service, number);
      return number;
    },
    known: (service) => numbers.get(service) ?? -1,
    name: (number) => names[number],
  };
}
