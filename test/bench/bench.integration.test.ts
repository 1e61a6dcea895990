import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('the benchmark', () => {
  it('logs in at every subject and tells what it cost', async () => {
    const words = [
      '--logins',
      '4',
      '--rounds',
      '1',
      '--warm-up',
      '2',
      '--at-a-time',
      '2',
      '--per-second',
      '20',
    ];
    const everything = [
      'oidc-school',
      'saml-school',
      'single-sign-on',
      'oidc-school-without-redis',
      'bare',
      'bare-redis',
    ];
    const options = ['--subjects', everything.join(','), '--soak', '4', ...words];
    const { stdout } = await run(process.execPath, ['bench/run.ts', ...options], { timeout: 100_000 });
    expect(stdout).toMatch(/### 2 at a time[^#]*Sluis, SAML school \| \*\*\d/);
    expect(stdout).toMatch(/### 20 come each second[^#]*bare oidc-provider, simple Redis adapter \| \*\*\d/);
    expect(stdout).toContain('Memory over 4 logins');
  }, 120_000);
});
