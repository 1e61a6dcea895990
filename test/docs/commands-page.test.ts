import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../testkit/machine/declared-commands.ts';
import { filesBelow, read, root } from '../../testkit/machine/project-files.ts';
import { commandPage } from './command-page.ts';

// decisions and the list of changes tell of commands as they were
const documents = ['README.md', 'SECURITY.md', ...filesBelow('docs', '.md')].filter(
  (path) => !path.startsWith('docs/adr/'),
);

/** Command lines of Sluis in a text, from the word after `sluis`. */
function commandLines(text: string): readonly string[] {
  const written = /(?:npm run sluis -- |`sluis |^ *sluis |run --rm register )([a-z][^`\n|<>#]*)/gm;
  return [...text.matchAll(written)].map(([, line = '']) => line.trim());
}

/** What a command line holds that the command does not have. */
function unknownIn(line: string): readonly string[] {
  const words = line.split(/\s+/);
  const command = commandNamed(words);
  if (command === undefined) return [line];
  const known = [...command.options.map(({ long }) => long), '--help'];
  return words
    .filter((word) => word.startsWith('--') && !known.includes(word))
    .map((word) => `${line}: ${word}`);
}

describe('docs/COMMANDS.md', () => {
  it('is what the commands declare', async () => {
    await expect(commandPage()).toMatchFileSnapshot(join(root, 'docs/COMMANDS.md'));
  });
});

describe('commands that documents name', () => {
  it('are found, and a wrong one is', () => {
    expect(documents.flatMap((path) => commandLines(read(path))).length).toBeGreaterThan(40);
    expect(
      ['register histry', 'register', 'apply x --prun', 'aply'].filter((line) => unknownIn(line).length > 0),
    ).toHaveLength(4);
  });

  it.each(documents)('of %s are there, with their options', (path) => {
    expect(commandLines(read(path)).flatMap(unknownIn)).toEqual([]);
  });
});
