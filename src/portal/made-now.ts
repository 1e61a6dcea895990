import { SluisError } from '../domain/errors.ts';
import type { Outcome } from '../register/changes/registry.ts';
import { unlessConflict } from './unless-conflict.ts';

/** How a change ends that is made at once or not at all. `changed`: somebody else was there first, and nothing was made. */
export type MadeNow =
  | Extract<Outcome, { outcome: 'applied' | 'unchanged' | 'refused' | 'forbidden' }>
  | { readonly outcome: 'changed' };

/** Throws `http.not_found` where a record is not there for whoever asked for the change. */
export async function madeNow(submitted: Promise<Outcome>): Promise<MadeNow> {
  const outcome = await unlessConflict(submitted);
  switch (outcome.outcome) {
    case 'applied':
    case 'unchanged':
    case 'refused':
    case 'forbidden':
      return outcome;
    case 'version_mismatch':
    case 'conflict':
      return { outcome: 'changed' };
    case 'hidden':
      throw new SluisError('http.not_found', 'nothing that this visitor may change');
    case 'valid':
    case 'scheduled':
    case 'declined':
      throw new SluisError('internal', `nobody asked for this outcome: ${outcome.outcome}`);
  }
}
