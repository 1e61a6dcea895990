import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../../src/cli/closest.ts';

describe('what may have been meant', () => {
  it.each([
    ['skool', ['board', 'school', 'idp'], ' (Did you mean school?)'],
    ['de-regenbog', ['de-kade', 'de-regenboog'], ' (Did you mean de-regenboog?)'],
    ['ipd', ['idp'], ''],
    ['dp', ['idp'], ' (Did you mean idp?)'],
    ['something-else', ['de-kade', 'de-regenboog'], ''],
    ['x', [], ''],
  ])('%j among %j', (word, known, said) => {
    expect(didYouMean(word, known)).toBe(said);
  });
});
