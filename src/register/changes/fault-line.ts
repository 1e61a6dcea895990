import type { RecordFault } from '../../storage/stores/records.ts';

/** A fault for people, on one line. `besides`: something else that helps. */
export function faultLine({ kind, id, path, problem, remedy }: RecordFault, besides?: string): string {
  const place = [kind, id, path.join('.')].filter((part) => part !== '').join(' ');
  return `${place}: ${problem}. To do: ${remedy}${besides === undefined ? '' : `, ${besides}`}.`;
}
