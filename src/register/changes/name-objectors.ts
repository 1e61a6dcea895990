import { z } from 'zod';
import { faultOf, type Fault } from '../../domain/fault.ts';
import type { BoardId, ObjectionHash } from '../../domain/ids.ts';
import { schoolRecord, type School } from '../model/kinds/school.ts';
import { typedIdentifierValue } from '../model/typed-identifier.ts';
import {
  boardIdValue,
  listOf,
  objectionHashValue,
  personHandleValue,
  schoolIdValue,
} from '../model/values.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { NoObjector, Objectors } from './objectors.ts';
import { readChange } from './read-changes.ts';
import type { Step } from './step.ts';

type Store = Pick<RegisterStore, 'find' | 'history'>;

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

interface Parts {
  readonly store: Store;
  readonly objectors: Objectors;
}

/**
 * Steps in which every objection says by keyed hashes whose it is, in the form that the register keeps. What is written
 * names a person by handle or by identifier, or nobody where the objection is there already: one objection is one person's
 * for ever, and a new version knows at least the hashes of all earlier ones, whatever is restored.
 */
export async function nameObjectors(
  parts: Parts,
  steps: readonly Step[],
): Promise<{ readonly steps: readonly Step[] } | { readonly faults: readonly Fault[] }> {
  if (!steps.some(isWrittenObjection)) return { steps };
  const named = await Promise.all(
    steps.map(async (step): Promise<Step | { readonly faults: readonly Fault[] }> => {
      if (!isWrittenObjection(step)) return step;
      const { kind, id } = step;
      const body = await bodyOf(parts, step);
      if ('finding' in body) return { faults: [faultOf(step, body.finding)] };
      const read = readChange({ kind, id, body: body.named });
      if ('findings' in read) return { faults: read.findings.map((finding) => faultOf(step, finding)) };
      return 'ended' in read ? step : { ...step, after: read.body };
    }),
  );
  const faults = named.flatMap((each) => ('faults' in each ? each.faults : []));
  if (faults.length > 0) return { faults };
  return { steps: named.flatMap((each) => ('faults' in each ? [] : [each])) };
}

function isWrittenObjection({ kind, after }: Step): boolean {
  return kind === 'objection' && after !== undefined;
}

async function bodyOf(
  { store, objectors }: Parts,
  { id, after }: Step,
): Promise<{ readonly named: unknown } | { readonly finding: NoObjector }> {
  // what has another shape is refused where the record is read
  const written = whose.safeParse(after).data;
  if (written === undefined) return { named: after };
  const school = await schoolOf(store, written);
  if (school === undefined) {
    const problem = `school ${written.school} does not exist`;
    return { finding: { path: ['school'], problem, remedy: 'correct the name' } };
  }
  const earlier = await earlierVersions(store, id);
  if (earlier.schools.size > 0 && !earlier.schools.has(school.id) && !earlier.boards.includes(school.board)) {
    const problem = `is the name of an objection of another board`;
    return { finding: { path: [], problem, remedy: 'give it another name' } };
  }
  const found = await hashesOf(objectors, written, earlier, school);
  if ('problem' in found) return { finding: found };
  const told = { hashes: found.hashes, boards: [...new Set([...found.boards, school.board])].sort() };
  const { person: _person, ...rest } = z.looseObject({}).parse(after);
  return { named: { ...rest, ...told } };
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
