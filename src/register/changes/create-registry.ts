import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Destination } from '../../domain/destinations.ts';
import type { Randomness } from '../../domain/randomness.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import type { RecordName, RecordQuery, RecordVersion } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { ScheduleStore } from '../../storage/stores/schedule-store.ts';
import { busy, considerAtRest, mostAttempts } from './consider-at-rest.ts';
import type { Considered } from './consider.ts';
import { eventsOf } from './events.ts';
import { nameObjectors } from './name-objectors.ts';
import { isRecordId } from './read-proposal.ts';
import { createSchedule } from './schedule.ts';
import type { Objectors } from './objectors.ts';
import type { ChangeOutcome, CheckOutcome, Proposal, Registry } from './registry.ts';

export interface RegistryParts {
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach; absent: public addresses on port 443 alone. */
  readonly destinations?: readonly Destination[];
  readonly objectors: Objectors;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/**
 * The registry on a register store. It looks at the few records that a question is about, so that it costs the same
 * whatever the register holds, and it needs no picture of the whole.
 */
export function createRegistry(parts: RegistryParts): Registry {
  const { store, clock } = parts;
  return {
    find: async (name) => (isRecordId(name.id) ? (await store.find([name]))[0] : undefined),
    findAll: async (names) => await store.find(names.filter(({ id }) => isRecordId(id))),
    list: async (query) => (isAnswerable(query) ? await store.list(query) : []),
    history: (name) => historyOf(store, name),
    idpsEverNaming: (namespace) => store.everMentioning('idp', [`namespace ${namespace}`]),
    check: async (proposal) => withoutChanges(await considerAtRest(parts, proposal)),
    change: (proposal) => change(parts, proposal, clock.now()),
    changesToRestore: async (name, version) => {
      const versions = await historyOf(store, name);
      return restoring(versions, version);
    },
    ...createSchedule({
      ...parts,
      nameObjectors: (proposal) => nameObjectors(parts, proposal),
      consider: (proposal) => considerAtRest(parts, proposal),
    }),
  };
}

async function historyOf(store: RegisterStore, { kind, id }: RecordName): Promise<readonly RecordVersion[]> {
  const versions = isRecordId(id) ? await store.history(kind, id) : [];
  return versions.map((version) => ({ ...version, body: inTodaysForm(kind, version.body) }));
}

/** False for words that no record has in that place: the answer is known, and the database might not take them. */
function isAnswerable({ after, naming }: RecordQuery): boolean {
  const words = [after, naming?.board, naming?.school, naming?.supplier, naming?.service];
  return words.every((word) => word === undefined || isRecordId(word));
}

function restoring(
  versions: readonly RecordVersion[],
  version: number,
): Awaited<ReturnType<Registry['changesToRestore']>> {
  const wanted = versions.find((each) => each.version === version);
  if (wanted === undefined) return undefined;
  const { kind, id, body } = wanted;
  if (!wanted.ended) return [{ kind, id, body }];
  return versions.at(-1)?.ended === true ? [] : [{ kind, id, ended: true }];
}

async function change(
  parts: Pick<RegistryParts, 'store' | 'catalogue' | 'destinations' | 'objectors'>,
  proposal: Proposal,
  at: number,
): Promise<ChangeOutcome> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const considered = await considerAtRest(parts, proposal);
    if (considered.outcome !== 'valid') return considered;
    const { changes, revision, consequences, narrowed } = considered;
    const { author, reason } = proposal;
    const meta = { author, reason, at, events: eventsOf(considered, at) };
    const written = await parts.store.apply(revision - 1, changes, meta);
    if (written.outcome === 'applied') return { outcome: 'applied', revision, consequences, narrowed };
  }
  throw busy();
}

function withoutChanges(considered: Considered): CheckOutcome {
  if (considered.outcome !== 'valid') return considered;
  const { outcome, revision, consequences, narrowed } = considered;
  return { outcome, revision, consequences, narrowed };
}
