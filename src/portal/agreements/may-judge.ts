import { whereMay } from '../../rights/role-tasks.ts';
import type { Visitor } from '../visitor.ts';

/** Whether this visitor signs for the board; the register asks once more when something is to be done. */
export function mayJudge({ person }: Pick<Visitor, 'person'>): boolean {
  return person.party.kind === 'board' && whereMay(person, 'agreements.sign') === 'everywhere';
}
