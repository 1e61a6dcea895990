import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, read, root } from '../../testkit/machine/project-files.ts';

const foldersOfTest = readdirSync(join(root, 'test')).toSorted();

/** First cells of the table in docs/TESTING.md. */
function foldersOnThePage(): readonly string[] {
  return [...read('docs/TESTING.md').matchAll(/^\| `([a-z]+)\/` /gm)]
    .map(([, name]) => name ?? '')
    .toSorted();
}

describe('the tree of tests', () => {
  it('has in test/unit the folders of src, so that the test of a file is found without a search', () => {
    const mirrored = filesBelow('test/unit', '.ts').map((path) => dirname(path).replace('test/unit', 'src'));
    expect([...new Set(mirrored)].filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });

  it('has the folders that docs/TESTING.md explains, and no file beside them', () => {
    expect(foldersOnThePage()).toEqual(foldersOfTest);
  });

  it('has no test in testkit', () => {
    expect(filesBelow('testkit', '.test.ts')).toEqual([]);
  });
});
