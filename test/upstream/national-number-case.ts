import { passesElevenTest } from '../../src/upstream/national-number.ts';

/** The numbers from `start` on that pass, or do not pass, the eleven-test. */
export function numbers(count: number, passing: boolean, start = 300_000_000): readonly string[] {
  const found: string[] = [];
  for (let number = start; found.length < count; number += 1) {
    if (passesElevenTest(String(number)) === passing) found.push(String(number));
  }
  return found;
}
