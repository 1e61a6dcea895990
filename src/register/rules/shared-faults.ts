import type { AttributeCatalogue, Transform } from '../../domain/attributes.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { Fault, Finding } from '../../domain/fault.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { RecordName } from '../../domain/record-kinds.ts';

/** A place in a record. */
export type Place = RecordName & Pick<Finding, 'path'>;

/** A period that ends before it begins. `at` is where its end stands. */
export function* daysOutOfOrder(at: Place, from: CalendarDay, until: CalendarDay): Generator<Fault> {
  if (from <= until) return;
  const problem = `ends on ${until}, before it begins on ${from}`;
  yield { ...at, problem, remedy: 'correct one of the two days' };
}

export function unknownAttribute(at: Place, name: string): Fault {
  const problem = `attribute ${name} is not in the catalogue`;
  return { ...at, problem, remedy: 'use a name of attributes.yaml' };
}

/** Transforms that the catalogue does not allow for an attribute. `at` is where their list stands. */
export function* transformFaults(
  catalogue: AttributeCatalogue,
  at: Place,
  name: AttributeName,
  transforms: readonly Transform[],
): Generator<Fault> {
  const attribute = catalogue.attributes.get(name);
  if (attribute === undefined) return;
  for (const [position, transform] of transforms.entries()) {
    if (attribute.transforms.includes(transform.kind)) continue;
    const allowed = attribute.transforms.length === 0 ? 'none' : attribute.transforms.join(', ');
    yield {
      ...at,
      path: [...at.path, position],
      problem: `transform ${transform.kind} is not possible for ${name}`,
      remedy: `use one that the catalogue allows for it: ${allowed}`,
    };
  }
}
