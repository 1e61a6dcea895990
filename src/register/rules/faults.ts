import type { AttributeCatalogue, Transform } from '../../domain/attributes.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { Incoherence } from './picture.ts';

/** A reference to a record that does not exist. */
export function missing(
  kind: Incoherence['kind'],
  index: number,
  path: Incoherence['path'],
  what: string,
  id: string,
): Incoherence {
  const problem = `${what} ${id} does not exist`;
  return { kind, index, path, problem, remedy: `add the ${what} or correct the name` };
}

/** A period that ends before it begins. `at` is where its end stands. */
export function* daysOutOfOrder(
  at: Pick<Incoherence, 'kind' | 'index' | 'path'>,
  from: CalendarDay,
  until: CalendarDay,
): Generator<Incoherence> {
  if (from <= until) return;
  const problem = `ends on ${until}, before it begins on ${from}`;
  yield { ...at, problem, remedy: 'correct one of the two days' };
}

export function unknownAttribute(
  kind: Incoherence['kind'],
  index: number,
  path: Incoherence['path'],
  name: string,
): Incoherence {
  const problem = `attribute ${name} is not in the catalogue`;
  return { kind, index, path, problem, remedy: 'use a name of attributes.yaml' };
}

/** Transforms that the catalogue does not allow for an attribute. `path` is that of the list. */
export function* transformFaults(
  catalogue: AttributeCatalogue,
  at: Pick<Incoherence, 'kind' | 'index' | 'path'>,
  name: AttributeName,
  transforms: readonly Transform[],
): Generator<Incoherence> {
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
