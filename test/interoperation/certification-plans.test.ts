import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, root } from '../../testkit/machine/project-files.ts';
import { plans } from './certification-plans.ts';

/** The part of a file that one `describe` holds. */
function suiteOf(file: string, suite: string): string {
  const suites = read(`test/${file}`).split(/^describe(?:\.\w+)?\(/m);
  return suites.find((text) => isWritten(text.slice(0, suite.length + 2), suite)) ?? '';
}

function isWritten(text: string, title: string): boolean {
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((written) => text.includes(written));
}

describe.each(plans)('$name', ({ answers }) => {
  it.each(answers)('$module: a test stands for it here', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    const missing = tests.filter(
      ([file, suite, title]) =>
        !existsSync(join(root, 'test', file)) || !isWritten(suiteOf(file, suite), title),
    );
    expect(missing).toEqual([]);
  });

  it('names each module once', () => {
    const names = answers.map(({ module }) => module);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('the certification plans', () => {
  it('have as many modules as in the conformance suite', () => {
    expect(plans.map(({ answers }) => answers.length)).toEqual([1, 38, 11]);
  });
});
