import type { Caller } from '../caller.ts';
import { boardMayChange } from './board-rights.ts';
import { forOperator, type NotAllowed } from './not-allowed.ts';
import { supplierMayChange } from './supplier-rights.ts';
import type { Surroundings, WishedChange } from './surroundings.ts';

/**
 * Whether a program may make a change, whatever its scopes; `undefined`: it may. Pure. In doubt it may not: what no
 * rule allows is for the operator.
 */
export function mayChange(
  { party }: Pick<Caller, 'party'>,
  change: WishedChange,
  around: Surroundings,
): NotAllowed | undefined {
  if (change.kind === 'api-client') return forOperator('programs are admitted by federation files alone');
  switch (party.kind) {
    case 'operator':
      return undefined;
    case 'board':
      return boardMayChange(party.id, change, around);
    case 'supplier':
      return supplierMayChange(party.id, change);
  }
}
