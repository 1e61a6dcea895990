import { seesAny } from '../rights/person-rights.ts';
import type { PortalPerson } from '../rights/portal-person.ts';
import { mayAnywhere, type PortalTask } from '../rights/role-tasks.ts';

/**
 * Who may come to a page of the portal: every account; whoever sees schools of the own board, or what services get there; or
 * whoever has the task.
 */
export type PortalAccess = 'account' | 'schools' | 'services' | PortalTask;

export function mayCome(person: PortalPerson, access: PortalAccess): boolean {
  if (access === 'account') return true;
  if (access === 'schools') return person.party.kind === 'board' && seesAny(person, 'school');
  if (access === 'services') return person.party.kind === 'board' && seesAny(person, 'policy');
  return mayAnywhere(person, access);
}
