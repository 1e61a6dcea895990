import { z } from 'zod';
import type { BoardId, ObjectionHash } from '../../domain/ids.ts';
import { typedIdentifierValue } from '../model/objection-records.ts';
import { schoolRecord } from '../model/school-records.ts';
import {
  boardIdValue,
  listOf,
  objectionHashValue,
  personHandleValue,
  schoolIdValue,
} from '../model/values.ts';
import type { School } from '../model/register.ts';
import type { RecordChange, RecordFault } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { NoObjector, Objectors } from './objectors.ts';
import type { Proposal } from './registry.ts';
import { faultOf, isRecordId } from './read-proposal.ts';

type Store = Pick<RegisterStore, 'find' | 'history'>;
type WrittenChange = Extract<RecordChange, { readonly body: unknown }>;

const hashes = listOf(objectionHashValue);
const boards = listOf(boardIdValue);
/** The part of an objection that says whose it is, in any form: what an earlier version said, or what somebody wrote. */
const whose = z.looseObject({
  school: schoolIdValue,
  person: z.union([personHandleValue, typedIdentifierValue]).exactOptional(),
  hashes: hashes.default([]),
  boards: boards.default([]),
});
type Whose = z.output<typeof whose>;

/**
 * A proposal in which every objection says by keyed hashes whose it is. What is written names a person by handle or by
 * identifier, or nobody where the objection is there already: one objection is one person's for ever, and a new version
 * knows at least the hashes of all earlier ones, whatever is restored.
 */
export async function nameObjectors(
  { store, objectors }: { readonly store: Store; readonly objectors: Objectors },
  proposal: Proposal,
): Promise<{ readonly proposal: Proposal } | { readonly faults: readonly RecordFault[] }> {
  if (!proposal.changes.some(isWrittenObjection)) return { proposal };
  const named = await Promise.all(
    proposal.changes.map(async (change): Promise<RecordChange | { readonly fault: RecordFault }> => {
      if (!isWrittenObjection(change) || !isRecordId(change.id)) return change;
      return nameObjector({ store, objectors }, change);
    }),
  );
  const faults = named.flatMap((each) => ('fault' in each ? [each.fault] : []));
  if (faults.length > 0) return { faults };
  return { proposal: { ...proposal, changes: named.flatMap((each) => ('fault' in each ? [] : [each])) } };
}

function isWrittenObjection(change: RecordChange): change is WrittenChange {
  return change.kind === 'objection' && !('ended' in change);
}

async function nameObjector(
  { store, objectors }: { readonly store: Store; readonly objectors: Objectors },
  change: WrittenChange,
): Promise<RecordChange | { readonly fault: RecordFault }> {
  // what has another shape is refused where all records are read
  const written = whose.safeParse(change.body).data;
  if (written === undefined) return change;
  const school = await schoolOf(store, written);
  if (school === undefined) {
    const problem = `school ${written.school} does not exist`;
    return { fault: faultOf(change, { path: ['school'], problem, remedy: 'correct the name' }) };
  }
  const earlier = await earlierVersions(store, change.id);
  if (earlier.schools.size > 0 && !earlier.schools.has(school.id) && !earlier.boards.includes(school.board)) {
    const problem = `is the name of an objection of another board`;
    return { fault: faultOf(change, { path: [], problem, remedy: 'give it another name' }) };
  }
  const found = await hashesOf(objectors, written, earlier, school);
  if ('problem' in found) return { fault: faultOf(change, found) };
  const told = { hashes: found.hashes, boards: [...new Set([...found.boards, school.board])].sort() };
  const { person: _person, ...rest } = z.looseObject({}).parse(change.body);
  return { ...change, body: { ...rest, ...told } };
}

interface Known {
  readonly hashes: readonly ObjectionHash[];
  readonly boards: readonly BoardId[];
}

async function hashesOf(
  objectors: Objectors,
  written: Whose,
  earlier: Known & { readonly handles: ReadonlySet<string> },
  school: School,
): Promise<Known | NoObjector> {
  const { person } = written;
  const isFormer = typeof person === 'string' && earlier.handles.has(person) && earlier.hashes.length > 0;
  const asked = person === undefined ? { hashes: [] } : await objectors.hashesOf(person, school);
  // of the same objection, before it was upgraded: whose it is does not depend on the handle any more
  if ('problem' in asked && !isFormer) return asked;
  const given = [...written.hashes, ...('problem' in asked ? [] : asked.hashes)];
  const hashes = [...new Set([...given, ...earlier.hashes])].sort();
  if (hashes.length === 0) {
    return { path: ['person'], problem: 'does not say whose objection it is', remedy: 'name the person' };
  }
  if (!isFormer && areApart(given, earlier.hashes)) {
    return {
      path: ['person'],
      problem: 'is the objection of somebody else',
      remedy: 'make a new objection, and end this one if it was made by mistake',
    };
  }
  return { hashes, boards: [...written.boards, ...earlier.boards] };
}

/** Both say something, and nothing that the other says. */
function areApart(one: readonly ObjectionHash[], other: readonly ObjectionHash[]): boolean {
  const known = new Set(other);
  return one.length > 0 && known.size > 0 && !one.some((hash) => known.has(hash));
}

async function schoolOf(store: Store, { school }: Whose): Promise<School | undefined> {
  const [stored] = await store.find([{ kind: 'school', id: school }]);
  return schoolRecord.safeParse(stored?.body).data;
}

/** What all versions together know of the person, and the handles that former ones named. */
async function earlierVersions(store: Store, id: string) {
  const versions = (await store.history('objection', id)).flatMap(
    ({ body }) => whose.safeParse(body).data ?? [],
  );
  return {
    hashes: [...new Set(versions.flatMap((version) => version.hashes))],
    boards: [...new Set(versions.flatMap((version) => version.boards))],
    schools: new Set(versions.map(({ school }) => school)),
    handles: new Set(versions.flatMap(({ person }) => (typeof person === 'string' ? [person] : []))),
  };
}
