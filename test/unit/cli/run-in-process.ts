import { runCommand } from '../../../src/cli/run-command.ts';
import type { Ended } from '../../../testkit/machine/run-sluis.ts';

/** Runs a command line of `sluis` in this process: for tests of what commands do, many in a row. Nobody can be asked. */
export async function runInProcess(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): Promise<Ended> {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCommand({
    words,
    env,
    terminal: {
      out: (line) => void out.push(`${line}\n`),
      outBytes: (bytes) => void out.push(Buffer.from(bytes).toString('latin1')),
      say: (line) => void said.push(`${line}\n`),
      isRead: () => true,
      showStatus: undefined,
      input: () => Promise.resolve(input),
      confirm: undefined,
      onStop: () => undefined,
    },
  });
  return { code, out: out.join(''), said: said.join('') };
}
