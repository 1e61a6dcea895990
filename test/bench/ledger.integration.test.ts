import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it('the benchmark of the past month fills a ledger and tells what each question cost', async () => {
  const words = '--entries 2000 --rounds 1 --explain'.split(' ');
  const { stdout } = await run(process.execPath, ['bench/ledger/run.ts', ...words], { timeout: 100_000 });
  expect(stdout.match(/: \d+ \/ \d+ \/ \d+ ms \(/g)).toHaveLength(4);
  expect(stdout.match(/CPU of PostgreSQL \d+ \/ \d+ \/ \d+ ms/g)).toHaveLength(4);
  expect(stdout).toContain('HashAggregate');
}, 110_000);
