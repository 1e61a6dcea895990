import type { z } from 'zod';
import { schoolId, serviceId, type SchoolId, type ServiceId } from '../../../domain/ids.ts';
import { ruleId } from '../../model/kinds/policy.ts';
import type { StoredRecord } from '../../../storage/stores/records.ts';
import { readBySchema, unreadable } from '../../stored/read-record.ts';
import { membersOf } from './members.ts';

/** What one school says about one service. */
export interface SchoolRule {
  readonly school: SchoolId;
  readonly service: ServiceId;
}

export interface ReadRule {
  readonly school: SchoolId;
  readonly service: ServiceId;
  /** Number of what the rule says besides. */
  readonly shape: number;
}

/** The few different things that hundreds of thousands of rules say. Only grows: numbers once given stay. */
export interface RuleShapes<Rule extends SchoolRule> {
  /**
   * What a rule says is parsed once for all that say the same; its school and service each time. Throws
   * `register.invalid`.
   */
  read(stored: StoredRecord): ReadRule;
  /** Some rule of this shape; its school and service mean nothing. */
  sample(shape: number): Rule | undefined;
}

export function createRuleShapes<Rule extends SchoolRule>(schema: z.ZodType<Rule>): RuleShapes<Rule> {
  const samples: Rule[] = [];
  const numbers = new Map<string, number>();
  const readNew = (stored: StoredRecord, key: string): ReadRule => {
    const { record } = readBySchema(schema, stored);
    const shape = samples.push(record) - 1;
    numbers.set(key, shape);
    return { school: record.school, service: record.service, shape };
  };
  return {
    read(stored) {
      const members = membersOf(stored);
      const key = saidBy(members);
      const shape = numbers.get(key);
      if (shape === undefined) return readNew(stored, key);
      const { school, service } = readNames(stored, members);
      return { school, service, shape };
    },
    sample: (shape) => samples[shape],
  };
}

/**
 * What a rule says besides its school and service, as a text. PostgreSQL writes the members of one object always in
 * the same order, so equal rules are equal texts.
 */
function saidBy(members: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of Object.keys(members)) {
    if (name === 'school' || name === 'service') continue;
    text += `${JSON.stringify(name)}:${JSON.stringify(members[name])},`;
  }
  return text;
}

function readNames({ kind, id }: StoredRecord, members: Readonly<Record<string, unknown>>): SchoolRule {
  const school = typeof members['school'] === 'string' ? schoolId(members['school']) : undefined;
  const service = typeof members['service'] === 'string' ? serviceId(members['service']) : undefined;
  if (school === undefined || service === undefined) throw unreadable(kind, id);
  if (ruleId({ school, service }) !== id) throw unreadable(kind, id);
  return { school, service };
}
