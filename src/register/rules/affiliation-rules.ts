import type { Fault } from '../../domain/fault.ts';
import { withoutCase } from '../../domain/without-case.ts';
import type { IdentityProvider } from '../model/kinds/idp.ts';

/** Capitals do not count in what an IdP says somebody is, so two entries that differ in nothing else have to mean the same. */
export function* affiliationRules({ id, affiliation }: IdentityProvider): Generator<Fault> {
  const known = new Map<string, readonly [value: string, means: string]>();
  for (const [value, means] of affiliation.values) {
    const earlier = known.get(withoutCase(value));
    known.set(withoutCase(value), earlier ?? [value, means]);
    if (earlier === undefined || earlier[1] === means) continue;
    yield {
      kind: 'idp',
      id,
      path: ['affiliation', 'values', value],
      problem: `${value} means ${means}, and ${earlier[0]} means ${earlier[1]}, but capitals do not count`,
      remedy: 'keep one of them',
    };
  }
}
