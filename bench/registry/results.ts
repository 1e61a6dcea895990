import { median, percentile } from '../figures/statistics.ts';
import type { CrowdSize } from './crowd.ts';
import { ratioOf, type LoginCost } from './login-cost.ts';
import type { Typing } from './typing.ts';

/** Everything that one run found out. Times in milliseconds, sizes in bytes. */
export interface RegistryResults {
  readonly size: CrowdSize;
  readonly filled: { readonly records: number; readonly seconds: number };
  readonly ready: readonly {
    readonly readyMs: number;
    readonly cpuMs: number;
    readonly residentBytes: number;
  }[];
  readonly residentAfterLogins: { readonly now: number; readonly peak: number };
  readonly changes: readonly number[];
  readonly typing: Typing;
  readonly logins: LoginCost;
}

/** As Markdown, to be read on a terminal and to be put into the README. */
export function registryTable(results: RegistryResults): string {
  const { size, filled, ready, residentAfterLogins, changes, typing, logins } = results;
  const count = (number: number): string => number.toLocaleString('en');
  const rows: readonly (readonly [string, string, string])[] = [
    [
      'ready after',
      `**${seconds(median(ready.map(({ readyMs }) => readyMs)))} s** (${range(ready.map(({ readyMs }) => readyMs / 1000))})`,
      '15 s',
    ],
    [
      'CPU time until then',
      `${seconds(median(ready.map(({ cpuMs }) => cpuMs)))} s (${range(ready.map(({ cpuMs }) => cpuMs / 1000))})`,
      '',
    ],
    [
      'RSS when ready',
      `**${megabytes(Math.max(...ready.map(({ residentBytes }) => residentBytes)))} MB**`,
      '700 MB',
    ],
    [
      'RSS after the logins below; peak',
      `${megabytes(residentAfterLogins.now)} MB; ${megabytes(residentAfterLogins.peak)} MB`,
      '700 MB',
    ],
    [
      `${changes.length / 2} changes, from commit until each of two nodes works with it, p50 / p99`,
      pair(changes),
      '1,000 ms',
    ],
    [
      `school search while typing, ${typing.answers.length} letters, p50 / p99`,
      pair(typing.answers),
      '20 ms',
    ],
    [
      'first page of the chooser; largest answer while typing',
      `${kilobytes(typing.firstPageBytes)} kB; ${kilobytes(typing.largestAnswerBytes)} kB`,
      '60 kB',
    ],
    ['CPU per login with 10 schools', `${median(logins.few).toFixed(2)} ms (${range(logins.few)})`, ''],
    [
      `CPU per login with ${count(size.schools)} schools`,
      `${median(logins.all).toFixed(2)} ms (${range(logins.all)})`,
      '',
    ],
    ['ratio of the two', `**${ratioOf(logins).toFixed(2)}**`, '1.1'],
  ];
  const sizes = Object.entries(size).map(([name, number]) => `${name} ${count(Number(number))}`);
  return [
    `${sizes.join(', ')}; ${count(filled.records)} records written in ${filled.seconds.toFixed(0)} s`,
    '',
    '| | measured | at most |',
    '| --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function pair(times: readonly number[]): string {
  return `**${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)} ms**`;
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
