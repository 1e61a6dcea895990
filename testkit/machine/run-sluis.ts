import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Where programs are, and where Node keeps what it compiled of ours, so that not every process does so again. */
function compiledBefore(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
}

/** Runs `sluis` as people do, as a process of its own, with these variables and nothing else of Sluis. */
export async function runSluis(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, ['src/cli/sluis.ts', ...words], {
    env: { ...compiledBefore(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 25_000,
    killSignal: 'SIGKILL',
  });
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, out, said] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, out, said };
}
