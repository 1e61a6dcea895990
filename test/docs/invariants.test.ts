import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, read, root } from '../../testkit/machine/project-files.ts';

const page = read('docs/INVARIANTS.md');
const sections = page
  .split('\n## ')
  .slice(1)
  .map((section) => ({ number: Number(/^(\d+)\. /.exec(section)?.[1]), section }));

/** Files that stand in a text as code. */
function filesNamedIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, path = '']) => path);
}

/** Numbers after the word, also of several together, and where the word ends a line of a comment. */
function numbersCitedIn(text: string): readonly number[] {
  const citations = text.matchAll(/\binvariants?[\s*/]+(\d+(?:\s*(?:,|and|or|to|[–/-])\s*\d+)*)/gi);
  return [...citations].flatMap(([, numbers = '']) => numbers.match(/\d+/g) ?? []).map(Number);
}

describe('docs/INVARIANTS.md', () => {
  it('numbers its sections from 1 on without gaps', () => {
    expect(sections.length).toBeGreaterThan(0);
    expect(sections.map(({ number }) => number)).toEqual(sections.map((_section, index) => index + 1));
  });

  it('has a section for every number that is cited', () => {
    const known = new Set(sections.map(({ number }) => number));
    const cited = ['src', 'test', 'testkit', 'docs']
      .flatMap((folder) => ['.ts', '.sql', '.md'].flatMap((ending) => filesBelow(folder, ending)))
      .flatMap((path) => numbersCitedIn(read(path)).map((number) => ({ path, number })));
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
  });

  it('names only files that exist', () => {
    expect(filesNamedIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(sections)('says where the code holds invariant $number, and which tests do', ({ section }) => {
    const files = (label: string) => filesNamedIn(section.split(`\n- ${label}: `)[1]?.split('\n- ')[0] ?? '');
    const code = files('Code');
    const tests = files('Tests');
    expect(code.filter((path) => path.startsWith('src/'))).not.toEqual([]);
    expect(tests.filter((path) => path.endsWith('.test.ts'))).not.toEqual([]);
    expect(code.filter((path) => !path.startsWith('src/'))).toEqual([]);
    expect(tests.filter((path) => !/^test\/.*\.test\.ts$/.test(path))).toEqual([]);
  });
});
