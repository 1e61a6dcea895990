import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../../../testkit/machine/project-files.ts';

/** Everything that a file imports, directly and by others; without what is erased (types), unless asked for. */
function reached(folder: string, { types }: { readonly types: boolean }): ReadonlySet<string> {
  const found = new Set<string>(filesBelow(folder, '.ts'));
  for (const file of found) {
    for (const [, clause = '', target = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s([^;]*?)\sfrom\s'(\.[^']+)';/gm,
    )) {
      const erased = clause.startsWith('type ') || /^\{(?:\s*type\s+\w+,?)+\s*\}$/.test(clause);
      if (types || !erased) found.add(normalize(join(dirname(file), target)));
    }
  }
  return found;
}

describe('the guard and the release decision', () => {
  it('share no line of code that runs', () => {
    const guard = reached('src/guard', { types: false });
    const release = reached('src/release', { types: false });
    expect(guard.size).toBeGreaterThan(1);
    expect(release.size).toBeGreaterThan(2);
    expect([...guard].filter((file) => release.has(file))).toEqual([]);
  });

  it('share the words of the domain and of records, as types, and nothing else', () => {
    const release = reached('src/release', { types: true });
    const shared = [...reached('src/guard', { types: true })].filter((file) => release.has(file));
    expect(shared).toContain('src/domain/ids.ts');
    const words =
      /^src\/(?:domain\/|register\/model\/(?:kinds\/|(?:kind|record-type|values|api-scopes)\.ts$))/;
    expect(shared.filter((file) => !words.test(file))).toEqual([]);
  });
});
