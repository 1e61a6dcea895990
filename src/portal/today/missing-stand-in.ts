import { isLastAdministrator, withoutStandIn } from '../../rights/kept-administrator.ts';
import { whereMay } from '../../rights/role-tasks.ts';
import { askedNow, type EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** What a board lacks that depends on one person: a second administrator, or the word that one of them stands in. */
export type MissingStandIn = 'administrator' | 'name';

/** For whoever can do something about it; `undefined`: nothing, or somebody else can. */
export function missingStandIn(
  portal: Portal,
  { person }: Visitor,
  { party }: EverybodyOf,
): MissingStandIn | undefined {
  if (person.party.kind !== 'board' || whereMay(person, 'people.stand_in') !== 'everywhere') return undefined;
  const at = askedNow(portal);
  if (withoutStandIn(party, at) === undefined) return undefined;
  return isLastAdministrator(person.account, party, at) ? 'administrator' : 'name';
}
