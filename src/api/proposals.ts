import { recordForms } from '../domain/records/record-forms.ts';
import type { ApiScope } from '../domain/register.ts';
import type { Proposal, Registry } from '../federation/registry.ts';
import type { RecordChange, RecordName, StoredRecord } from '../storage/stores.ts';
import { authorOf, type Caller } from './caller.ts';
import type { Fault, Problem } from './problem.ts';
import { kindRoute } from './record-kinds.ts';
import { mayChange } from './rights/may-change.ts';
import { sightOf } from './rights/may-see.ts';
import {
  schoolsNamedBy,
  surroundingsOf,
  type Surroundings,
  type WishedChange,
} from './rights/surroundings.ts';

/** A change that a program wishes for, with the version that it looked at; 0: there is none. */
export type Wish = RecordName & { readonly version: number } & (
    { readonly record: unknown } | { readonly ended: true }
  );

type Allowed = { readonly proposal: Proposal } | { readonly problem: Problem };

/**
 * Turns wishes into a proposal, if every one of them is for this program to have. The proposal holds the versions of
 * all records on which that was judged, also of the schools, so that the judgement is still true when it is applied.
 */
export async function allowedProposal(
  registry: Pick<Registry, 'find'>,
  caller: Caller,
  wishes: readonly Wish[],
  reason: string,
): Promise<Allowed> {
  const missing = missingScope(caller, wishes);
  if (missing !== undefined) return { problem: missing };
  const read = wishes.map(readWish);
  const faults = read.flatMap((each) => ('faults' in each ? each.faults : []));
  if (faults.length > 0) return { problem: { code: 'invalid', faults } };
  const changes = read.flatMap((each) => ('faults' in each ? [] : [each]));
  const stored = await Promise.all(changes.map(({ kind, id }) => registry.find({ kind, id })));
  const wished = changes.map((change, index) => wishedChange(change, stored[index]));
  const schools = await schoolsAround(registry, caller, wished);
  const around = surroundingsOf(schools, wished);
  const problem =
    unseen(caller, wished, around) ?? staleWish(wishes, stored) ?? forbidden(caller, wished, around);
  if (problem !== undefined) return { problem };
  const looked = wishes.map(({ kind, id, version }) => ({ kind, id, version }));
  const names = new Set(looked.map(({ kind, id }) => `${kind} ${id}`));
  const others = schools.filter(({ kind, id }) => !names.has(`${kind} ${id}`));
  const expected = [...looked, ...others.map(({ kind, id, version }) => ({ kind, id, version }))];
  return { proposal: { changes, author: authorOf(caller), reason, expected } };
}

/** RFC 6750 section 3.1. */
export function insufficientScope(scope: ApiScope): Problem {
  const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
  return { code: 'insufficient_scope', headers: { 'WWW-Authenticate': challenge } };
}

function missingScope(caller: Caller, wishes: readonly Wish[]): Problem | undefined {
  for (const { kind, id } of wishes) {
    const { writeScope } = kindRoute(kind);
    if (writeScope === undefined) {
      return notYours({ kind, id }, mayChange(caller, { kind, id }, surroundingsOf([], [])));
    }
    if (!caller.scopes.has(writeScope)) return insufficientScope(writeScope);
  }
  return undefined;
}

function readWish(wish: Wish): RecordChange | { readonly faults: readonly Fault[] } {
  const { kind, id } = wish;
  if ('ended' in wish) return { kind, id, ended: true };
  const form = recordForms[kind].read(wish.record);
  if ('faults' in form) {
    return {
      faults: form.faults.map(({ path, problem, remedy }) => ({
        kind,
        id,
        path: [...path],
        problem,
        remedy,
      })),
    };
  }
  if (form.id === id) return { kind, id, body: form.body };
  const problem = `the record says that it is ${form.id}`;
  return { faults: [{ kind, id, path: [], problem, remedy: 'make it the id that the call names' }] };
}

function wishedChange(change: RecordChange, stored: StoredRecord | undefined): WishedChange {
  const { kind, id } = change;
  return {
    kind,
    id,
    ...(stored === undefined ? {} : { before: stored.body }),
    ...('ended' in change ? {} : { after: change.body }),
  };
}

/** The operator's rights depend on no school, so none is looked up. */
async function schoolsAround(
  registry: Pick<Registry, 'find'>,
  { party }: Caller,
  wished: readonly WishedChange[],
): Promise<readonly StoredRecord[]> {
  if (party.kind === 'operator') return [];
  const ids = wished.flatMap(({ kind, before, after }) =>
    [before, after].flatMap((body) => schoolsNamedBy(kind, body)),
  );
  return findSchools(registry, ids);
}

export async function findSchools(
  registry: Pick<Registry, 'find'>,
  ids: readonly string[],
): Promise<readonly StoredRecord[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => registry.find({ kind: 'school', id })));
  return found.flatMap((school) => (school === undefined ? [] : [school]));
}

/** A record that the caller may not see is not there, and would not be there if it were made. */
function unseen(caller: Caller, wished: readonly WishedChange[], around: Surroundings): Problem | undefined {
  const isHidden = ({ kind, id, before, after }: WishedChange): boolean => {
    const body = before ?? after;
    return body !== undefined && sightOf(caller, { kind, id, body }, around) === 'nothing';
  };
  return wished.some(isHidden) ? { code: 'not_found' } : undefined;
}

function staleWish(
  wishes: readonly Wish[],
  stored: readonly (StoredRecord | undefined)[],
): Problem | undefined {
  for (const [index, wish] of wishes.entries()) {
    const version = stored[index]?.version ?? 0;
    if (version === wish.version) continue;
    if (version === 0) return { code: 'not_found', detail: `${wish.kind} ${wish.id} is not there` };
    return staleProblem(wish, version);
  }
  return undefined;
}

export function staleProblem({ kind, id }: RecordName, version: number): Problem {
  const detail =
    version === 0 ? `${kind} ${id} is not there` : `${kind} ${id} is at version ${String(version)}`;
  return { code: 'stale', detail };
}

function forbidden(
  caller: Caller,
  wished: readonly WishedChange[],
  around: Surroundings,
): Problem | undefined {
  for (const change of wished) {
    const refused = mayChange(caller, change, around);
    if (refused !== undefined) return notYours(change, refused);
  }
  return undefined;
}

function notYours({ kind, id }: RecordName, refused: ReturnType<typeof mayChange>): Problem {
  if (refused === undefined) return { code: 'not_yours' };
  const { path, problem, remedy } = refused;
  return { code: 'not_yours', faults: [{ kind, id, path: [...path], problem, remedy }] };
}
