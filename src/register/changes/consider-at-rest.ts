import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Destination } from '../../domain/destinations.ts';
import { SluisError } from '../../domain/errors.ts';
import type { RecordFault } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { Objectors } from './objectors.ts';
import type { Proposal } from './registry.ts';
import { consider, type Considered } from './consider.ts';

/** How often something is considered anew when others change the register at the same moment. */
export const mostAttempts = 10;

/** Why a proposal is not for its author to make, as the register is now; empty: it is. */
export type FaultsOfAuthor = (proposal: Proposal) => Promise<readonly RecordFault[]>;

/**
 * Considers a proposal on one revision, and its author too where `faultsOfAuthor` asks about that: what was read while
 * somebody else wrote is read again. Throws `SluisError('storage.conflict')` when the register never comes to rest.
 */
export async function considerAtRest(
  {
    store,
    catalogue,
    destinations,
    objectors,
    faultsOfAuthor = noFaults,
  }: {
    readonly store: Pick<RegisterStore, 'revision' | 'find' | 'mentioning' | 'history'>;
    readonly catalogue: AttributeCatalogue;
    readonly destinations?: readonly Destination[] | undefined;
    readonly objectors: Objectors;
    readonly faultsOfAuthor?: FaultsOfAuthor;
  },
  proposal: Proposal,
): Promise<Considered> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const revision = await store.revision();
    const faults = await faultsOfAuthor(proposal);
    const considered: Considered =
      faults.length > 0
        ? { outcome: 'refused', faults }
        : await consider(store, proposal, { revision, catalogue, destinations, objectors });
    if ((await store.revision()) === revision) return considered;
  }
  throw busy();
}

function noFaults(): Promise<readonly RecordFault[]> {
  return Promise.resolve([]);
}

export function busy(): SluisError {
  return new SluisError('storage.conflict', 'the register kept changing while a change was considered');
}
