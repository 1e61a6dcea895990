import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folders } from '../../architecture.ts';
import { read, root } from '../../testkit/machine/project-files.ts';

/** Cells of the table in ARCHITECTURE.md that has a row for each folder of `src/`. */
function tableOfFolders(): readonly (readonly string[])[] {
  return read('ARCHITECTURE.md')
    .split('\n')
    .filter((line) => /^\| `[\w./-]+` *\|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function expectedRow({ name, job, mayImport }: (typeof folders)[number]): readonly string[] {
  const shownName = name.includes('.') ? name : `${name}/`;
  const imports = mayImport === 'all' ? 'all' : mayImport.length === 0 ? '–' : mayImport.join(', ');
  return [`\`${shownName}\``, job, imports];
}

describe('ARCHITECTURE.md', () => {
  it('shows exactly the rules that are enforced', () => {
    expect(tableOfFolders()).toEqual(folders.map(expectedRow));
  });

  it('names every folder of src, and none that is gone', () => {
    const entries = readdirSync(join(root, 'src'), { withFileTypes: true });
    const present = entries.map((entry) => entry.name).toSorted();
    expect(folders.map(({ name }) => name).toSorted()).toEqual(present);
  });
});
