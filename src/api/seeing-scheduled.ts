import { nameOf } from '../domain/record-kinds.ts';
import { registerAfter, writtenSteps } from '../register/changes/changed-register.ts';
import type { Registry } from '../register/changes/registry.ts';
import { stepOf, type Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import type { Change } from '../storage/stores/records.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import { authorOf, type AuthenticatedClient } from './authenticated-client.ts';
import { kindRoute } from './kind-routes.ts';
import { sightOf } from '../rights/may-see.ts';

/**
 * Changes for later that an API client sees, and may cancel: those that it asked for itself and of which it sees every
 * record whole, as that is now and as it is to be. The operator sees what everybody asked for. What a token without
 * the scope for it may not read, nobody sees here either.
 */
export async function scheduledSeen(
  registry: Pick<Registry, 'scheduled' | 'findAll' | 'history' | 'ask'>,
  client: AuthenticatedClient,
): Promise<readonly ScheduledChange[]> {
  const all = await registry.scheduled();
  const inScope = all.filter(({ proposal }) => proposal.changes.every((change) => isInScope(client, change)));
  if (client.party.kind === 'operator') return inScope;
  const own = inScope.filter(({ proposal }) => proposal.author === authorOf(client));
  const bodies = await bodiesOf(
    registry,
    own.flatMap(({ proposal }) => proposal.changes),
  );
  const stepsOf = ({ proposal }: ScheduledChange): readonly Step[] =>
    proposal.changes.map((change) => stepOf(change, bodies.get(nameOf(change))));
  return registry.ask((before) =>
    own.filter((change) => {
      const steps = stepsOf(change);
      const register = { before, after: registerAfter(before, writtenSteps(steps)) };
      return steps.every((step) => seesWhole(client, step, register));
    }),
  );
}

/** Whoever may write a kind of record may cancel that, with a token that reads nothing else. */
function isInScope({ scopes }: AuthenticatedClient, { kind }: Change): boolean {
  const { readScope, writeScope } = kindRoute(kind);
  return scopes.has(readScope) || (writeScope !== undefined && scopes.has(writeScope));
}

/** What records say, by name; of those that have ended, what they said last. */
async function bodiesOf(
  registry: Pick<Registry, 'findAll' | 'history'>,
  changes: readonly Change[],
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

function seesWhole(
  client: AuthenticatedClient,
  { kind, id, before, after }: Step,
  register: BeforeAndAfter,
): boolean {
  const bodies = [before, after].filter((body) => body !== undefined);
  return bodies.length > 0 && bodies.every((body) => sightOf(client, { kind, id, body }, register) === 'all');
}
