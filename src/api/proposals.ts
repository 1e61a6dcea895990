import { recordForms, writtenObjectionForm } from '../register/model/record-forms.ts';
import { nameOf } from '../register/changes/record-name.ts';
import type { ApiScope } from '../register/model/register.ts';
import type { Proposal, Registry } from '../register/changes/registry.ts';
import type { RecordChange, RecordName, StoredRecord } from '../storage/stores/records.ts';
import { authorOf, type Caller } from './caller.ts';
import { lookAtChanges } from './look-at-changes.ts';
import type { Fault, Problem } from './problem.ts';
import { kindRoute } from './record-kinds.ts';
import { mayChange } from './rights/may-change.ts';
import { sightOf } from './rights/may-see.ts';
import { namespaceRights } from './rights/namespace-rights.ts';
import { surroundingsOf, type Surroundings, type WishedChange } from './rights/surroundings.ts';

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
  registry: Pick<Registry, 'findAll' | 'idpsEverNaming'>,
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
  const { wished, present, schools } = await lookAtChanges(registry, caller, changes);
  const around = surroundingsOf(schools, wished);
  const problem =
    unseen(caller, wished, around) ??
    staleWish(wishes, present) ??
    forbidden(caller, wished, around) ??
    (await inForeignNamespace(registry, caller, wished));
  if (problem !== undefined) return { problem };
  const looked = wishes.map(({ kind, id, version }) => ({ kind, id, version }));
  const names = new Set(looked.map(nameOf));
  const others = schools.filter((school) => !names.has(nameOf(school)));
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
  const form = (kind === 'objection' ? writtenObjectionForm : recordForms[kind]).read(wish.record);
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

/** A record that the caller may not see is not there, and would not be there if it were made. */
function unseen(caller: Caller, wished: readonly WishedChange[], around: Surroundings): Problem | undefined {
  return wished.some((change) => isHidden(caller, change, around)) ? { code: 'not_found' } : undefined;
}

/** What counts is the record as it is; of one that is not there yet, as it would be. */
export function isHidden(
  caller: Pick<Caller, 'party'>,
  { kind, id, before, after }: WishedChange,
  around: Surroundings,
): boolean {
  const body = before ?? after;
  return body !== undefined && sightOf(caller, { kind, id, body }, around) === 'nothing';
}

function staleWish(wishes: readonly Wish[], present: ReadonlyMap<string, StoredRecord>): Problem | undefined {
  for (const wish of wishes) {
    const version = present.get(nameOf(wish))?.version ?? 0;
    if (version === wish.version) continue;
    // word for word as for what the caller may not see
    if (version === 0) return { code: 'not_found' };
    return versionMismatch(wish, version);
  }
  return undefined;
}

export function versionMismatch({ kind, id }: RecordName, version: number): Problem {
  const detail =
    version === 0 ? `${kind} ${id} is not there` : `${kind} ${id} is at version ${String(version)}`;
  return { code: 'version_mismatch', detail };
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

async function inForeignNamespace(
  registry: Pick<Registry, 'findAll' | 'idpsEverNaming'>,
  caller: Caller,
  wished: readonly WishedChange[],
): Promise<Problem | undefined> {
  for (const change of wished) {
    const refused = await namespaceRights(registry, caller, change);
    if (refused !== undefined) return notYours(change, refused);
  }
  return undefined;
}

function notYours({ kind, id }: RecordName, refused: ReturnType<typeof mayChange>): Problem {
  if (refused === undefined) return { code: 'forbidden' };
  const { path, problem, remedy } = refused;
  return { code: 'forbidden', faults: [{ kind, id, path: [...path], problem, remedy }] };
}
