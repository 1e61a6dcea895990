import { seesAny } from '../rights/person-rights.ts';
import type { PortalPerson } from '../rights/portal-person.ts';
import { mayAnywhere, type PortalTask } from '../rights/role-tasks.ts';

/**
 * Who may come to a page of the portal: every account; whoever sees schools of the own board, or what services get there, or helps
 * people there who cannot sign in; agreements of the own board or supplier; or whoever has the task.
 */
export type PortalAccess = 'account' | 'schools' | 'services' | 'help_desk' | 'agreements' | PortalTask;

export function mayCome(person: PortalPerson, access: PortalAccess): boolean {
  if (access === 'account') return true;
  if (access === 'schools') return person.party.kind === 'board' && seesAny(person, 'school');
  if (access === 'services') return person.party.kind === 'board' && seesAny(person, 'policy');
  if (access === 'help_desk') {
    return person.party.kind === 'board' && mayAnywhere(person, 'error_ids.look_up');
  }
  if (access === 'agreements') return person.party.kind !== 'operator' && seesAny(person, 'agreement');
  return mayAnywhere(person, access);
}
