import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { SluisError } from '../../domain/errors.ts';
import type { RegisterStore } from '../../storage/stores.ts';
import type { Proposal } from '../registry.ts';
import { consider, type Considered } from './consider.ts';

/** How often something is considered anew when others change the register at the same moment. */
export const mostAttempts = 10;

/**
 * Considers a proposal on one revision: what was read while somebody else wrote is read again. Throws
 * `SluisError('storage.conflict')` when the register never comes to rest.
 */
export async function considerAtRest(
  {
    store,
    catalogue,
  }: {
    readonly store: Pick<RegisterStore, 'revision' | 'find' | 'mentioning'>;
    readonly catalogue: AttributeCatalogue;
  },
  proposal: Proposal,
): Promise<Considered> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const revision = await store.revision();
    const considered = await consider(store, proposal, { revision, catalogue });
    if ((await store.revision()) === revision) return considered;
  }
  throw busy();
}

export function busy(): SluisError {
  return new SluisError('storage.conflict', 'the register kept changing while a change was considered');
}
