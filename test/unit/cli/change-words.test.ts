import { describe, expect, it } from 'vitest';
import { authorOf } from '../../../src/cli/change-words.ts';

describe('the author of a change by a command', () => {
  it.each(['Ada Beheer', 'api:waterland-administration', 'person:ada', 'migration', 'sluis serve', ''])(
    'passes for nothing else, whatever is typed: %j',
    (name) => {
      expect(authorOf(name)).toBe(`cli:${name}`);
    },
  );

  it('is the name that the system knows when none is typed', () => {
    expect(authorOf(undefined)).toMatch(/^cli:./);
  });
});
