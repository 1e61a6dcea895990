import type { Party } from '../../domain/party.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Register } from '../../register/replica/register.ts';

/** The schools of a board, as this node knows the register; others have none. */
export function schoolsOf(party: Party, register: Register): readonly School[] {
  if (party.kind !== 'board') return [];
  return register.schools().filter(({ board }) => board === party.id);
}
