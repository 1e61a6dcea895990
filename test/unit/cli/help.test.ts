import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nameOf } from '../../../src/cli/command-names.ts';
import { declaredCommands } from '../../../testkit/machine/declared-commands.ts';
import { read } from '../../../testkit/machine/project-files.ts';
import { runInProcess } from './run-in-process.ts';

const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
const program = declaredCommands();
const commands = program.commands.flatMap((command) => [command, ...command.commands]);

describe('help', () => {
  it.each(commands.map(nameOf))(
    'of %s is asked for in two ways, and says what each word and option is',
    async (name) => {
      const words = name.split(' ');
      const [asked, beside] = [
        await runInProcess(['help', ...words]),
        await runInProcess([...words, '--help']),
      ];
      expect(asked).toMatchObject({ code: 0, said: '' });
      expect(beside).toEqual(asked);
      expect(asked.out).toContain(`Usage: sluis ${name}`);
      const command = commands.find((each) => nameOf(each) === name);
      for (const { description } of [...(command?.options ?? []), ...(command?.registeredArguments ?? [])]) {
        expect(description).not.toBe('');
      }
    },
  );

  it('of everything names each command with what it is for', async () => {
    const { code, out } = await runInProcess(['help']);
    expect(code).toBe(0);
    expect((await runInProcess(['--help'])).out).toBe(out);
    const missing = commands.filter((command) => !out.includes(command.name()) || command.summary() === '');
    expect(missing.map(nameOf)).toEqual([]);
  });

  it('shows lines that fit an ordinary page', async () => {
    const { out } = await runInProcess(['help', 'objection', 'add']);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

describe('the version', () => {
  it.each(['--version', '-V'])('is that of package.json: %s', async (option) => {
    expect(await runInProcess([option])).toEqual({ code: 0, out: `${version}\n`, said: '' });
  });
});
