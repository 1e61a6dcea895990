import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../testkit/machine/project-files.ts';

let commands: string;
beforeEach(() => {
  commands = mkdtempSync(join(tmpdir(), 'sluis-debian-'));
  symlinkSync('/usr/bin/env', join(commands, 'env'));
  command('sudo', 'shift; exec "$@"');
  command('install', 'exit 0');
  command('rm', 'exit 0');
  command('true', 'exit 0');
  command('apt-get', 'echo "apt-get $*"');
});
afterEach(() => {
  rmSync(commands, { recursive: true });
});

/** Stands for a command of Debian: nothing is installed on this machine. */
function command(name: string, does: string): void {
  writeFileSync(join(commands, name), `#!/bin/sh\n${does}\n`);
  chmodSync(join(commands, name), 0o755);
}

/** What is said when all packages are there but these. */
function saidWithout(...missing: readonly string[]): readonly string[] {
  const cases = missing.map((name) => `${name}) exit 1;;`).join(' ');
  command('dpkg-query', `case "$3" in ${cases} *) printf installed;; esac`);
  const file = pathToFileURL(join(root, 'bootstrap/debian-packages.mjs')).href;
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `import { ensureDebianPackages } from '${file}'; ensureDebianPackages();`],
    { env: { PATH: commands }, encoding: 'utf8' },
  );
  return stdout.split('\n').filter((line) => line !== '' && line !== 'apt-get --version');
}

describe('the Debian packages of the tests', () => {
  it('are left alone when all are there, and nothing is said', () => {
    expect(saidWithout()).toEqual([]);
  });

  it('are installed when they are missing, those alone, and that is said first', () => {
    expect(saidWithout('chromium', 'xmlsec1')).toEqual([
      'Installing Debian packages: chromium xmlsec1',
      'apt-get install -y -q --no-install-recommends chromium xmlsec1',
    ]);
  });
});
