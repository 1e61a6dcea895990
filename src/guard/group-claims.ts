import type { TransformKind } from '../domain/attributes.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { PairwiseIds } from '../domain/pairwise-ids.ts';
import { forbiddenContent } from './value-shapes.ts';

/*
 * The claim `groups`, whose shape is written down a second time on purpose: a list of objects with members that are
 * known, each looked into.
 */

export type GroupViolation =
  'value_not_transformed' | 'group_malformed' | 'claim_not_in_entry' | 'not_of_sector' | 'forbidden_content';

/** What groups are held against. */
export interface KnownOfGroups {
  readonly entry: Pick<LedgerEntry, 'school' | 'released'>;
  readonly pairwiseIds: PairwiseIds | undefined;
  /** The whole answer: the year of a group is also a claim of its own there. */
  readonly payload: Readonly<Record<string, unknown>>;
}

const mostGroups = 100;
const memberNames: ReadonlySet<string> = new Set(['id', 'name', 'year', 'school_year']);
/** Anybody's words, on one line. */
const wording = /^[^\p{Cc}]{1,200}$/u;

interface Group {
  readonly id: string;
  readonly name: string;
  readonly year: string | undefined;
  readonly schoolYear: string;
}

export function inspectGroups(
  value: unknown,
  transforms: readonly TransformKind[],
  known: KnownOfGroups,
): GroupViolation | undefined {
  if (transforms.some((transform) => transform !== 'values')) return 'value_not_transformed';
  if (!Array.isArray(value) || value.length === 0 || value.length > mostGroups) return 'group_malformed';
  const items: readonly unknown[] = value;
  const names = new Set<string>();
  for (const item of items) {
    const group = readGroup(item);
    if (group === undefined || names.has(group.name)) return 'group_malformed';
    names.add(group.name);
    const violation = inspectGroup(group, known);
    if (violation !== undefined) return violation;
  }
  return undefined;
}

function inspectGroup(
  group: Group,
  { entry, pairwiseIds, payload }: KnownOfGroups,
): GroupViolation | undefined {
  if (group.year !== undefined) {
    const isReleased = entry.released.some(({ claim }) => claim === 'school_year');
    if (!isReleased || payload['school_year'] !== group.year) return 'claim_not_in_entry';
  }
  if (forbiddenContent('groups', [group.name, group.year ?? ''])) return 'forbidden_content';
  return pairwiseIds?.group({ school: entry.school, ...group }) === group.id ? undefined : 'not_of_sector';
}

/** `undefined` for what lacks a member, has one that nobody knows, or has one of another shape. */
function readGroup(item: unknown): Group | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const members = new Map<string, unknown>(Object.entries(item));
  if ([...members.keys()].some((member) => !memberNames.has(member))) return undefined;
  const [id, name, schoolYear] = ['id', 'name', 'school_year'].map((member) => members.get(member));
  if (typeof id !== 'string' || !isWording(name) || !isSchoolYear(schoolYear)) return undefined;
  const year = members.get('year');
  if (members.has('year') && !isWording(year)) return undefined;
  return { id, name, schoolYear, year: isWording(year) ? year : undefined };
}

function isWording(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && wording.test(value);
}

/** Two years, of which the second follows the first. */
function isSchoolYear(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const [, first, second] = /^(\d{4})-(\d{4})$/.exec(value) ?? [];
  return first !== undefined && Number(first) + 1 === Number(second);
}
