import { nameOf } from '../register/changes/record-name.ts';
import { stepOf } from '../register/changes/step.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { RecordChange } from '../storage/stores/records.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import { authorOf, type Caller } from './caller.ts';
import { findSchools, schoolsOf } from './look-at-changes.ts';
import { kindRoute } from './record-kinds.ts';
import { sightOf } from './rights/may-see.ts';
import { surroundingsOf, type Surroundings, type WishedChange } from './rights/surroundings.ts';

/**
 * Changes for later that a program sees, and may cancel: those that it asked for itself and of which it sees every
 * record whole, as that is now and as it is to be. The operator sees what everybody asked for. What a token without
 * the scope for it may not read, nobody sees here either.
 */
export async function scheduledSeen(
  registry: Pick<Registry, 'scheduled' | 'findAll' | 'history'>,
  caller: Caller,
): Promise<readonly ScheduledChange[]> {
  const all = await registry.scheduled();
  const inScope = all.filter(({ proposal }) => proposal.changes.every((change) => isInScope(caller, change)));
  if (caller.party.kind === 'operator') return inScope;
  const own = inScope.filter(({ proposal }) => proposal.author === authorOf(caller));
  const changes = own.flatMap(({ proposal }) => proposal.changes);
  const bodies = await bodiesOf(registry, changes);
  const wish = (change: RecordChange): WishedChange => stepOf(change, bodies.get(nameOf(change)));
  const schools = await findSchools(registry, changes.map(wish).flatMap(schoolsOf));
  return own.filter(({ proposal }) => {
    const wished = proposal.changes.map(wish);
    const around = surroundingsOf(schools, wished);
    return wished.every((change) => seesWhole(caller, change, around));
  });
}

/** Whoever may write a kind of record may cancel that, with a token that reads nothing else. */
function isInScope({ scopes }: Caller, { kind }: RecordChange): boolean {
  const { readScope, writeScope } = kindRoute(kind);
  return scopes.has(readScope) || (writeScope !== undefined && scopes.has(writeScope));
}

/** What records say, by name; of those that have ended, what they said last. */
async function bodiesOf(
  registry: Pick<Registry, 'findAll' | 'history'>,
  changes: readonly RecordChange[],
): Promise<ReadonlyMap<string, unknown>> {
  const names = new Map(changes.map(({ kind, id }) => [nameOf({ kind, id }), { kind, id }]));
  if (names.size === 0) return new Map();
  const present = await registry.findAll([...names.values()]);
  const bodies = new Map(present.map((record) => [nameOf(record), record.body]));
  for (const change of changes) {
    const name = nameOf(change);
    if (!('ended' in change) || bodies.has(name)) continue;
    const versions = await registry.history({ kind: change.kind, id: change.id });
    bodies.set(name, versions.findLast(({ ended }) => !ended)?.body);
  }
  return bodies;
}

function seesWhole(caller: Caller, { kind, id, before, after }: WishedChange, around: Surroundings): boolean {
  const bodies = [before, after].filter((body) => body !== undefined);
  return bodies.length > 0 && bodies.every((body) => sightOf(caller, { kind, id, body }, around) === 'all');
}
