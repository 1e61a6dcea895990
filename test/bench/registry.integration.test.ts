import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readRegistryOptions } from '../../bench/registry/options.ts';

const run = promisify(execFile);

describe('the benchmark of the register', () => {
  it.each([['--share', '0'], ['--share', '2'], ['--starts', 'many'], ['--unknown']])(
    'refuses %s %s',
    (...words) => {
      expect(() => readRegistryOptions(words)).toThrow(TypeError);
    },
  );

  it('fills registers, starts nodes, and tells what everything cost', async () => {
    const words = '--share 0.002 --starts 1 --changes 4 --logins 4 --rounds 1'.split(' ');
    const { stdout } = await run(process.execPath, ['bench/registry/run.ts', ...words], { timeout: 170_000 });
    expect(stdout).toMatch(/ready after \| \*\*\d/);
    expect(stdout).toMatch(/4 changes, .* \| \*\*\d/);
    expect(stdout).toMatch(/ratio of the two \| \*\*\d/);
  }, 180_000);
});
