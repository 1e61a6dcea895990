import { seesAny } from '../rights/person-rights.ts';
import type { PortalPerson } from '../rights/portal-person.ts';
import { mayAnywhere, type PortalTask } from '../rights/role-tasks.ts';

/** Who may come to a page of the portal: every account; whoever sees schools of the own board; or whoever has the task. */
export type PortalAccess = 'account' | 'schools' | PortalTask;

export function mayCome(person: PortalPerson, access: PortalAccess): boolean {
  if (access === 'account') return true;
  if (access === 'schools') return person.party.kind === 'board' && seesAny(person, 'school');
  return mayAnywhere(person, access);
}
