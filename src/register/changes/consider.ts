import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Destination } from '../../domain/destinations.ts';
import type { RecordChange, RecordFault, StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { differences, shownDifferences } from './differences.ts';
import type { Objectors } from './objectors.ts';
import type { CheckOutcome, Consequence, Proposal } from './registry.ts';
import { askAbout } from './ask-about.ts';
import { formerSectorFaults } from './former-sectors.ts';
import { judge } from './judge.ts';
import { nameObjectors } from './name-objectors.ts';
import { faultOf, readProposal, isRecordId } from './read-proposal.ts';
import { nameOf } from './record-name.ts';
import { stepOf, type Step } from './step.ts';

/** What a proposal would do, and the changes that do it: without those that change nothing. */
export type Considered =
  | (Extract<CheckOutcome, { outcome: 'valid' }> & { readonly changes: readonly RecordChange[] })
  | Exclude<CheckOutcome, { outcome: 'valid' }>;

/**
 * Finds out what a proposal would do to the register at `revision`, by the few records that it is about. The caller
 * makes sure that the register is still at that revision afterwards.
 */
export async function consider(
  store: Pick<RegisterStore, 'find' | 'mentioning' | 'history'>,
  asked: Proposal,
  {
    revision,
    catalogue,
    destinations,
    objectors,
  }: {
    readonly revision: number;
    readonly catalogue: AttributeCatalogue;
    readonly destinations?: readonly Destination[] | undefined;
    readonly objectors: Objectors;
  },
): Promise<Considered> {
  const named = await nameObjectors({ store, objectors }, asked);
  if ('faults' in named) return { outcome: 'refused', faults: named.faults };
  const { proposal } = named;
  const read = readProposal(proposal);
  if ('faults' in read) return { outcome: 'refused', faults: read.faults };
  const present = await presentRecords(store, proposal);
  const stale = (proposal.expected ?? []).find(
    (name) => (present.get(nameOf(name))?.version ?? 0) !== name.version,
  );
  if (stale !== undefined) {
    const { kind, id } = stale;
    return {
      outcome: 'version_mismatch',
      record: { kind, id },
      version: present.get(nameOf(stale))?.version ?? 0,
    };
  }
  const absent = read.changes.filter((change) => 'ended' in change && !present.has(nameOf(change)));
  if (absent.length > 0) return { outcome: 'refused', faults: absent.map(absentFault) };
  const steps = read.changes
    .map((change) => stepOf(change, present.get(nameOf(change))?.body))
    .filter(changesSomething);
  if (steps.length === 0) return { outcome: 'unchanged', revision };
  const really = new Set(steps.map(nameOf));
  const changes = read.changes.filter((change) => really.has(nameOf(change)));
  const { faults, narrowed } = await askAbout(store, changes, (register) =>
    judge(steps, register, catalogue, destinations),
  );
  const appearing = changes.filter((change) => !present.has(nameOf(change)));
  const all = [...faults, ...(await formerSectorFaults(store, appearing))];
  if (all.length > 0) return { outcome: 'refused', faults: all };
  return {
    outcome: 'valid',
    revision: revision + 1,
    consequences: steps.map(consequence),
    narrowed,
    changes,
  };
}

async function presentRecords(
  store: Pick<RegisterStore, 'find'>,
  { changes, expected }: Proposal,
): Promise<ReadonlyMap<string, StoredRecord>> {
  const names = new Map([...changes, ...(expected ?? [])].map((name) => [nameOf(name), name]));
  const found = await store.find([...names.values()].filter(({ id }) => isRecordId(id)));
  return new Map(found.map((record) => [nameOf(record), record]));
}

function absentFault(change: RecordChange): RecordFault {
  return faultOf(change, {
    path: [],
    problem: `there is no ${change.kind} ${change.id} to end`,
    remedy: 'correct the name',
  });
}

function changesSomething({ before, after }: Step): boolean {
  return before === undefined || after === undefined || differences(before, after).length > 0;
}

function consequence({ kind, id, before, after }: Step): Consequence {
  if (before === undefined) return { kind, id, effect: 'created', differences: [] };
  if (after === undefined) return { kind, id, effect: 'ended', differences: [] };
  return { kind, id, effect: 'updated', differences: shownDifferences(kind, before, after) };
}
