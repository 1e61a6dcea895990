import { spawn } from 'node:child_process';
import { environmentWith } from './node24.mjs';
import { root } from './project.mjs';

const atOnce = 2;

/**
 * Runs independent steps, two at a time, and prints one line for each; what a step says is shown when it fails.
 * Returns how many passed and failed.
 */
export async function runSteps(node, steps) {
  const waiting = [...steps];
  const outcomes = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      outcomes.push(await runStep(node, step));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const failed = outcomes.filter((passed) => !passed).length;
  return { passed: outcomes.length - failed, failed };
}

async function runStep(node, { name, script, args }) {
  const startedAt = Date.now();
  const { code, output } = await capture(node, [script, ...args]);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '        '));
  return code === 0;
}

function capture(node, args) {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...environmentWith(node), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
