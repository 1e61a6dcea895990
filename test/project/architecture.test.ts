import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { folders, testkitFolders, type SourceFolder } from '../../architecture.ts';
import { libraryHomes } from '../../library-homes.ts';
import { read, root } from '../../testkit/machine/project-files.ts';

/** Cells of the tables in ARCHITECTURE.md that have a row for each folder: of `src/`, and of `testkit/`. */
function tableOfFolders(of: 'src' | 'testkit'): readonly (readonly string[])[] {
  return read('ARCHITECTURE.md')
    .split('\n')
    .filter((line) => line.startsWith('| `testkit/') === (of === 'testkit'))
    .filter((line) => /^\| `[\w./-]+` *\|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function expectedRow({ name, job, mayImport }: SourceFolder): readonly string[] {
  const imports = mayImport === 'all' ? 'all' : mayImport.length === 0 ? '–' : mayImport.join(', ');
  return [`\`${name}/\``, job, imports];
}

function entriesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).toSorted();
}

describe('ARCHITECTURE.md', () => {
  it('shows exactly the rules that are enforced', () => {
    expect(tableOfFolders('src')).toEqual(folders.map(expectedRow));
  });

  it('shows the rules of testkit as they are enforced', () => {
    const shown = testkitFolders.map((folder) => ({ ...folder, name: `testkit/${folder.name}` }));
    expect(tableOfFolders('testkit')).toEqual(shown.map(expectedRow));
  });

  it('names every folder of src, of a divided one each part, and none that is gone', () => {
    const names = folders.map(({ name }) => name);
    const divided = new Set(names.filter((name) => name.includes('/')).map((name) => dirname(name)));
    const there = entriesOf('src').flatMap((entry) =>
      divided.has(entry) ? entriesOf(`src/${entry}`).map((part) => `${entry}/${part}`) : [entry],
    );
    expect(names.toSorted()).toEqual(there.toSorted());
  });

  it('names every folder of testkit, and none that is gone', () => {
    expect(testkitFolders.map(({ name }) => name).toSorted()).toEqual(entriesOf('testkit'));
  });
});

describe('the homes of libraries', () => {
  it('are said of everything that the program depends on, and of nothing else', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    expect(libraryHomes.map(({ library }) => library).toSorted()).toEqual(
      Object.keys(dependencies).toSorted(),
    );
  });
});
