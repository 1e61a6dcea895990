import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machine } from './machine.ts';
import type { Results } from './results.ts';
import { cpuOf, loadTitle } from './table.ts';
import { percentile } from './statistics.ts';

/** Writes the results as JSON, without the single times, and returns where. */
export async function writeResults(folder: string, at: Date, results: Results): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${at.toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
  const series = results.series.map((one) => ({
    subject: one.subject,
    load: loadTitle(one.load),
    cpuMsPerLogin: cpuOf(one),
    rounds: one.rounds.map(({ loginTimes, stepTimes, ...round }) => ({
      ...round,
      login: quantiles(loginTimes),
      steps: Object.fromEntries([...stepTimes].map(([step, times]) => [step, quantiles(times)])),
    })),
  }));
  const storeCalls = [...results.storeCalls].map(([subject, { redisByName, ...calls }]) => ({
    subject,
    ...calls,
    redisByName: Object.fromEntries(redisByName),
  }));
  const all = { at: at.toISOString(), machine: machine(), series, storeCalls, soak: results.soak };
  await writeFile(file, JSON.stringify(all, undefined, 2));
  return file;
}

function quantiles(times: readonly number[]) {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
