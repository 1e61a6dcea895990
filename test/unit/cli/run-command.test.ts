import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/cli/run-command.ts';
import { runSluis } from '../../../testkit/machine/run-sluis.ts';

/** Runs a command line within the test, and remembers what it wrote. */
async function run(words: readonly string[]): Promise<{ code: number; out: string; said: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = {
    out: (line: string) => void out.push(line),
    say: (line: string) => void said.push(line),
    outBytes: () => undefined,
    isRead: () => true,
    showStatus: undefined,
    input: () => Promise.resolve(''),
    confirm: undefined,
    onStop: () => undefined,
  };
  const code = await runCommand({ words, env: {}, terminal });
  return { code, out: out.join('\n'), said: said.join('\n') };
}

describe('wrong usage ends with 2 and says what to do', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /a command is missing/],
    ['an unknown command', ['aply', 'x'], /there is no command aply \(Did you mean apply\?\)/],
    ['an unknown command of a group', ['register', 'histry', 'x'], /no command register histry .*history\?/],
    ['a group alone', ['register'], /a command is missing: history, compare/],
    ['an unknown command to explain', ['help', 'register', 'restor'], /register restor .*restore\?/],
    ['an unknown option', ['validate', 'x', '--prun'], /--prun/],
    ['an option that is mistyped', ['apply', 'x', '--prun'], /'--prun' \(Did you mean --prune\?\)/],
    ['a kind that is mistyped', ['list', 'schol'], /Did you mean school\?/],
    ['a change without a reason', ['apply', 'x', '--yes'], /give --reason <text>/],
    ['an option for a value', ['apply', 'x', '--reason', '--prune'], /--reason <text> has no value/],
    ['a value that is missing', ['apply', 'x', '--reason'], /--reason <text>/],
    ['a blank reason', ['apply', 'x', '--yes', '--reason', ' '], /give --reason <text>/],
    ['a missing word', ['validate'], /<folder> is missing/],
    ['a word too many', ['validate', 'a', 'b'], /too many arguments: b/],
    ['two ways to apply', ['serve', '--apply', 'a', '--first-apply', 'b'], /not both/],
    ['an unknown kind', ['register', 'history', 'pupil', 'x'], /<kind> must be one of board/],
    ['a limit that is none', ['ledger', 'list', '--limit', 'all'], /--limit/],
    ['a sector that is none', ['eckid', 'release', 'xx'], /one of po, vo/],
    ['an id of another shape', ['ledger', 'list', '--school', 'De Kade'], /--school/],
  ])('%s', async (_name, words, message) => {
    const { code, out, said } = await run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toMatch(message);
    expect(said).toContain('sluis help');
  });

  it('as a process too', async () => {
    expect(await runSluis(['aply'])).toMatchObject({ code: 2, out: '' });
  });
});
