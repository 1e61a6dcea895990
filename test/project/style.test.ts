import { describe, expect, it } from 'vitest';
import { filesBelow, linesMatching } from '../../testkit/machine/project-files.ts';

const tests = [...filesBelow('test', '.ts'), ...filesBelow('testkit', '.ts')].filter(
  (path) => path !== 'test/project/style.test.ts',
);
const sources = filesBelow('src', '.ts');
const everything = [...sources, ...tests, ...filesBelow('demo', '.ts'), ...filesBelow('bench', '.ts')];

describe('tests', () => {
  it('are all run: none is skipped, singled out or left for later', () => {
    const calls =
      /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails|concurrent\.skip)\b/;
    expect(linesMatching(tests, calls)).toEqual([]);
    expect(linesMatching(tests, /\b(?:xit|xdescribe|fit|fdescribe)\(/)).toEqual([]);
    expect(linesMatching(tests, /\b(?:context|ctx|task)\.skip\(|\bretry:\s*\d/)).toEqual([]);
  });

  it('do not sleep: they poll a condition with a deadline', () => {
    const poll = 'testkit/machine/eventually.ts';
    const others = tests.filter((path) => path !== poll);
    expect(
      linesMatching(others, /timers\/promises|=>\s*(?:void\s+)?setTimeout\(\s*(?:resolve|done|r)\b/),
    ).toEqual([]);
  });

  it('mock no module and no store', () => {
    expect(linesMatching(tests, /\bvi\.(?:mock|doMock|spyOn)\(/)).toEqual([]);
  });

  it('end in .test.ts or are parts that a test imports', () => {
    expect(filesBelow('test', '.spec.ts')).toEqual([]);
  });
});

describe('names of files', () => {
  it('say what is inside', () => {
    const empty = /(?:^|[/-])(?:utils?|helpers?|managers?|common|misc|stuff|tools)(?:[/.-]|$)/;
    expect(everything.filter((path) => empty.test(path))).toEqual([]);
  });

  it('are lower case with hyphens', () => {
    expect(everything.filter((path) => !/^(?:[a-z0-9.-]+\/)+[a-z0-9.-]+\.ts$/.test(path))).toEqual([]);
  });

  it('lead to the thing itself: no file only passes on what others export', () => {
    expect(linesMatching(sources, /^export (?:type )?\* from/)).toEqual([]);
  });
});

describe('the sources', () => {
  it('ask the clock and the generator that are passed in', () => {
    const others = sources.filter(
      (path) => !['src/domain/clock.ts', 'src/domain/randomness.ts'].includes(path),
    );
    expect(linesMatching(others, /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/)).toEqual([]);
  });

  it('switch off a rule only with the reason beside it', () => {
    expect(linesMatching(everything, /eslint-disable(?!.*--\s\S)/)).toEqual([]);
    expect(linesMatching(everything, /@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
  });

  it('have no first line for a shell: with one, lint reads the whole project twice', () => {
    expect(linesMatching(everything, /^#!/)).toEqual([]);
  });
});
