import { differences } from '../register/model/differences.ts';

/** Members of a record that get another value. */
export function changedMembers(before: unknown, after: unknown): readonly string[] {
  const members = differences(before, after).map(({ field }) => field.split(/[.[]/, 1)[0] ?? '');
  return [...new Set(members)];
}

/** The first changed member that is not among those that may change; `undefined`: there is none. */
export function memberBeyond(before: unknown, after: unknown, free: readonly string[]): string | undefined {
  return changedMembers(before, after).find((member) => !free.includes(member));
}

/** JSON values of `after` that `before` does not hold. */
export function newAmong(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const known = new Set(before.map((value) => JSON.stringify(value)));
  return after.filter((value) => !known.has(JSON.stringify(value)));
}
