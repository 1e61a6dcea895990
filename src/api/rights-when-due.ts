import { apiClientRecord } from '../register/model/api-client-records.ts';
import type { Proposal, RecordFault, Registry } from '../register/changes/registry.ts';
import { callerOf, programOf, type Caller } from './caller.ts';
import { lookAtChanges } from './look-at-changes.ts';
import { isHidden } from './proposals.ts';
import { kindRoute } from './record-kinds.ts';
import { mayChange } from './rights/may-change.ts';
import { namespaceRights } from './rights/namespace-rights.ts';
import type { NotAllowed } from './rights/not-allowed.ts';
import { surroundingsOf, type Surroundings, type WishedChange } from './rights/surroundings.ts';

/**
 * Whether the program that asked for a change for later may still make it: by the same rights as when it asked, with
 * the program, the records and their schools as the register has them now. What others than programs asked for needs
 * no rights.
 */
export function createRightsWhenDue(
  registry: Pick<Registry, 'find' | 'findAll' | 'idpsEverNaming'>,
): (proposal: Proposal) => Promise<readonly RecordFault[]> {
  return async ({ author, changes }) => {
    const program = programOf(author);
    if (program === undefined) return [];
    const caller = await callerNow(registry, program);
    if (caller === undefined) {
      return changes.slice(0, 1).map(({ kind, id }) => ({ kind, id, ...noLongerAdmitted(program) }));
    }
    const { wished, schools } = await lookAtChanges(registry, caller, changes);
    const around = surroundingsOf(schools, wished);
    const judged = wished.map(async (change): Promise<readonly RecordFault[]> => {
      const refused = refusalOf(caller, change, around) ?? (await namespaceRights(registry, caller, change));
      return refused === undefined ? [] : [{ kind: change.kind, id: change.id, ...refused }];
    });
    return (await Promise.all(judged)).flat();
  };
}

/** With all its scopes: a token is long gone. */
async function callerNow(registry: Pick<Registry, 'find'>, id: string): Promise<Caller | undefined> {
  const stored = await registry.find({ kind: 'api-client', id });
  const client = apiClientRecord.safeParse(stored?.body).data;
  return client && callerOf(client, new Set(client.scopes));
}

function refusalOf(caller: Caller, change: WishedChange, around: Surroundings): NotAllowed | undefined {
  const scope = kindRoute(change.kind).writeScope;
  if (scope !== undefined && !caller.scopes.has(scope)) {
    const problem = `program ${caller.id}, which asked for this, no longer has scope ${scope}`;
    return { path: [], problem, remedy: 'give it that scope, and ask again' };
  }
  if (isHidden(caller, change, around)) {
    const problem = `program ${caller.id}, which asked for this, no longer sees this record`;
    return { path: [], problem, remedy: 'let whoever it now belongs to ask for it' };
  }
  return mayChange(caller, change, around);
}

function noLongerAdmitted(program: string): NotAllowed {
  const problem = `program ${program}, which asked for this, is no longer admitted`;
  return { path: [], problem, remedy: 'let a program ask for it that is' };
}
