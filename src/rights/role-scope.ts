import type { HeldRole } from '../domain/portal-roles.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import { kinds } from '../register/model/kinds.ts';
import { schoolsNamedBy, type AskedRecord } from './whose.ts';

/**
 * Whether a record concerns the schools of a role alone. What is the board's as a whole, such as an agreement, never does. A
 * role without schools is for all records of its party.
 */
export function concernsSchoolsOf({ schools }: Pick<HeldRole, 'schools'>, record: AskedRecord): boolean {
  if (schools === undefined) return true;
  const concerned = record.kind === 'school' ? [record.id] : schoolsNamedBy(record.kind, record.body);
  const among: readonly string[] = schools;
  return concerned.length > 0 && concerned.every((school) => among.includes(school));
}

/** Kinds whose records are about schools; all others are about a party as a whole. */
export function isAboutSchools(kind: RecordKind): boolean {
  return kind === 'school' || kinds[kind].references.some(({ to }) => to === 'school');
}
