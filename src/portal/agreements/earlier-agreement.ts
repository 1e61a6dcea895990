import type { Agreement } from '../../register/model/kinds/agreement.ts';

/**
 * What an agreement is compared with: the one that it names, or else the newest one of the same two parties that was agreed and has
 * a service in common with it.
 */
export function earlierOf(agreement: Agreement, others: readonly Agreement[]): Agreement | undefined {
  const named = others.find(({ id }) => id === agreement.replaces);
  if (named !== undefined) return named;
  const services = new Set<string>(agreement.services.map(({ service }) => service));
  return others
    .filter(
      (other) =>
        other.id !== agreement.id &&
        (other.status === 'active' || other.status === 'suspended') &&
        other.validFrom <= agreement.validFrom &&
        other.services.some(({ service }) => services.has(service)),
    )
    .toSorted((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0];
}
