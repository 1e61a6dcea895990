import { describe, expect, it } from 'vitest';
import { readOptions } from '../../bench/options.ts';

describe('options of the benchmark', () => {
  it.each([['--subjects', 'nobody'], ['--at-a-time', '0'], ['--logins', 'many'], ['--unknown']])(
    'refuse %s %s',
    (...words) => {
      expect(() => readOptions(words)).toThrow(TypeError);
    },
  );

  it('measure both kinds of school beside bare oidc-provider, 32 at a time, unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({
      subjects: ['oidc-school', 'saml-school', 'single-sign-on', 'bare', 'bare-redis'],
      loads: [{ kind: 'closed', atATime: 32 }],
    });
  });

  it('take several loads, closed and open', () => {
    expect(readOptions(['--at-a-time', '1,8', '--per-second', '20'])).toMatchObject({
      loads: [
        { kind: 'closed', atATime: 1 },
        { kind: 'closed', atATime: 8 },
        { kind: 'open', perSecond: 20 },
      ],
    });
  });
});
