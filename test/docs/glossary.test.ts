import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { recordKinds } from '../../src/domain/record-kinds.ts';
import { filesBelow, read } from '../../testkit/machine/project-files.ts';
import { tableRows } from './table-rows.ts';

const page = read('docs/GLOSSARY.md');

const rowsUnder = (heading: string) => tableRows(page, `\n## ${heading}\n`);
const words = rowsUnder('Words');
const inCode = words.flatMap(([, code = '']) =>
  [...code.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

/** Every identifier of a source, and every text that stands in it as a whole; no comments. */
function namesIn(path: string, source: string): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) names.add(node.text);
    ts.forEachChild(node, collect);
  };
  collect(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return names;
}

/** Those that stand in no source. A source is parsed only when it has one of them somewhere, and be it in a comment. */
function notInSources(names: readonly string[]): readonly string[] {
  return filesBelow('src', '.ts').reduce<readonly string[]>((missing, path) => {
    const source = read(path);
    if (!missing.some((name) => source.includes(name))) return missing;
    const found = namesIn(path, source);
    return missing.filter((name) => !found.has(name));
  }, names);
}

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

describe('docs/GLOSSARY.md', () => {
  it.each(['Words', 'Words with several meanings'])(
    'sorts its table “%s” and has no term twice',
    (heading) => {
      const terms = rowsUnder(heading).map(([term = '']) => term.toLowerCase());
      expect(terms.length).toBeGreaterThan(10);
      expect(terms).toEqual(terms.toSorted((one, other) => one.localeCompare(other, 'en')));
      expect(twice(terms)).toEqual([]);
    },
  );

  it('says of each term what it means, its Dutch word and its source', () => {
    const said = ([, , meaning = '', dutch = '', source = '']: readonly string[]) =>
      /^[A-Z].*\.$/.test(meaning) && dutch !== '' && source !== '';
    expect(words.filter((row) => row.length !== 5 || !said(row))).toEqual([]);
  });

  it('names only what is in the code, and each name in one row', () => {
    expect(inCode.length).toBeGreaterThan(50);
    expect(notInSources(inCode)).toEqual([]);
    expect(twice(inCode)).toEqual([]);
  });

  it('has every branded id', () => {
    const ids = [...read('src/domain/ids.ts').matchAll(/brandedString<'(\w+)'>/g)].map(([, id = '']) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id) => !inCode.includes(id))).toEqual([]);
  });

  it('has every kind of record', () => {
    expect(recordKinds.filter((kind) => !inCode.includes(kind))).toEqual([]);
  });
});
