import type { SchoolId } from '../../domain/ids.ts';
import { sightOfPerson } from '../../rights/person-rights.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** Whether a visitor sees who objected at a school, whoever it is. */
export function seesObjectionsAt(
  portal: Pick<Portal, 'registry'>,
  { person }: Pick<Visitor, 'person'>,
  school: SchoolId,
): Promise<boolean> {
  const objection = { kind: 'objection', id: 'any', body: { school } } as const;
  return portal.registry.ask(
    (register) => sightOfPerson(person, objection, { before: register, after: register }) !== 'nothing',
  );
}
