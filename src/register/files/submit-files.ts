import { SluisError } from '../../domain/errors.ts';
import type { Fault } from '../../domain/fault.ts';
import { nameOf } from '../../domain/record-kinds.ts';
import type { ReadChanges } from '../changes/read-changes.ts';
import type { Outcome, Refused, Registry, Submission } from '../changes/registry.ts';
import { fileKinds } from '../model/kinds.ts';
import type { EndedRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { FederationFiles } from './federation-files.ts';

export interface FilesSubmission extends Submission {
  /** Ends every record that the files could hold and do not. */
  readonly prune: boolean;
}

/**
 * Brings a register to what files say; records that they do not name stay, or end with `prune`. Objections are people's and
 * never end by this.
 *
 * Throws `SluisError('settings.invalid')`, one line per fault, when what would come out contradicts itself, records that stay
 * included, or when a record cannot go from what it is to what is wanted.
 */
export async function submitFiles(
  {
    registry,
    store,
  }: { readonly registry: Pick<Registry, 'submit'>; readonly store: Pick<RegisterStore, 'read'> },
  files: FederationFiles,
  { prune, ...submission }: FilesSubmission,
): Promise<Exclude<Outcome, Refused>> {
  const wanted = prune ? await pruned(store, files.changes) : files.changes;
  const outcome = await registry.submit(wanted, submission);
  switch (outcome.outcome) {
    case 'refused': {
      const cured = prune
        ? new Set<string>()
        : await curedByPruning(await pruned(store, files.changes), outcome.faults);
      const besides = (fault: Fault) => (cured.has(placeOf(fault)) ? 'or apply with --prune' : undefined);
      throw new SluisError('settings.invalid', files.lines(outcome.faults, besides).join('\n'));
    }
    case 'version_mismatch':
    case 'hidden':
    case 'forbidden':
      throw new SluisError('internal', `files were refused as ${outcome.outcome}`);
    default:
      return outcome;
  }

  /** Those faults that records outside the files cause: they are not there when those end. */
  async function curedByPruning(
    withEnds: ReadChanges,
    faults: readonly Fault[],
  ): Promise<ReadonlySet<string>> {
    const { author, reason } = submission;
    const tried = await registry.submit(withEnds, { author, reason, dryRun: true });
    const left = new Set(tried.outcome === 'refused' ? tried.faults.map(placeOf) : []);
    return new Set(faults.map(placeOf).filter((place) => !left.has(place)));
  }
}

function placeOf({ kind, id, path }: Fault): string {
  return [kind, id, ...path].join(' ');
}

/** The same changes, and the end of everything else that files could hold. */
async function pruned(store: Pick<RegisterStore, 'read'>, files: ReadChanges): Promise<ReadChanges> {
  const named = new Set(files.changes.map(nameOf));
  const prunable = new Set(fileKinds.map(({ kind }) => kind));
  const ends: EndedRecord[] = [];
  await store.read((batch) => {
    for (const { kind, id } of batch) {
      if (prunable.has(kind) && !named.has(nameOf({ kind, id }))) ends.push({ kind, id, ended: true });
    }
  });
  return files.and(ends);
}
