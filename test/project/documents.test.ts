import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filesBelow, read, root } from '../../testkit/machine/project-files.ts';

const documents = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...filesBelow('docs', '.md')];
const manifest = z
  .object({ version: z.string(), license: z.string(), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** Targets of relative links in a Markdown file, as paths from the root. */
function linkedFrom(document: string): readonly string[] {
  return [...read(document).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target]) =>
    normalize(join(dirname(document), target ?? '')),
  );
}

describe('documents', () => {
  it.each(documents)('%s links to files that exist', (document) => {
    expect(linkedFrom(document).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('are all to be found from the README', () => {
    const reached = new Set(['README.md']);
    for (const document of reached) {
      for (const target of linkedFrom(document)) if (target.endsWith('.md')) reached.add(target);
    }
    const decisions = (path: string) => path.startsWith('docs/adr/');
    expect(documents.filter((document) => !reached.has(document) && !decisions(document))).toEqual([]);
  });

  it('name only npm scripts that there are', () => {
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, script]) => script ?? ''),
    );
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it('say in CHANGELOG.md what the present version brings', () => {
    expect(read('CHANGELOG.md')).toMatch(
      new RegExp(`^## \\[${manifest.version.replaceAll('.', '\\.')}\\]`, 'm'),
    );
  });

  it('number the decisions without gaps', () => {
    const numbers = filesBelow('docs/adr', '.md').map((path) => /\/(\d{4})-/.exec(path)?.[1]);
    expect(numbers).toEqual(numbers.map((_number, index) => String(index).padStart(4, '0')));
  });
});

describe('project files', () => {
  it('hold the licence that package.json names', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toMatch(/^\s*Apache License\s+Version 2\.0, January 2004/);
  });

  it('keep the lockfile usable with every mirror, and run no scripts of packages', () => {
    expect(read('.npmrc').split('\n')).toEqual(
      expect.arrayContaining(['omit-lockfile-registry-resolved=true', 'ignore-scripts=true']),
    );
  });

  it('keep keys out of the repository', () => {
    expect(read('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['keys/*', '!keys/README.md', '.sluis/']),
    );
  });

  it('let CI run the same command as everybody', () => {
    expect(read('.ci/run')).toMatch(/^exec npm test\b/m);
    expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111);
  });
});
