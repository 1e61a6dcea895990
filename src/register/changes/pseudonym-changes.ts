import type { Consequence } from './registry.ts';

/** True of a change after which people get other pseudonyms: somebody should know before saying yes. */
export function changesPseudonyms({ kind, differences }: Consequence): boolean {
  return differences.some(
    ({ field }) =>
      (kind === 'service' && field === 'sector') || (kind === 'idp' && /^identifier\b/.test(field)),
  );
}
