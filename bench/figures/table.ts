import { stepNames } from '../journeys/journey.ts';
import type { Load } from '../load/load.ts';
import { titles } from '../subjects.ts';
import type { Results, Series } from './results.ts';
import { median, percentile } from './statistics.ts';

/** The results as Markdown, to be read on a terminal and to be put into the README. */
export function resultsAsMarkdown(results: Results): string {
  const loads = [...new Map(results.series.map(({ load }) => [loadTitle(load), load])).keys()];
  return [
    ...loads.map((title) =>
      loadSection(
        title,
        results.series.filter(({ load }) => loadTitle(load) === title),
      ),
    ),
    ...(results.storeCalls.size === 0 ? [] : [storeSection(results)]),
    ...(results.soak === undefined ? [] : [soakSection(results.soak)]),
  ].join('\n\n');
}

export function loadTitle(load: Load): string {
  return load.kind === 'closed' ? `${load.atATime} at a time` : `${load.perSecond} come each second`;
}

function loadSection(title: string, series: readonly Series[]): string {
  const reference =
    series.find(({ subject }) => subject === 'bare-redis') ??
    series.find(({ subject }) => subject === 'bare');
  const base = reference === undefined ? undefined : cpuOf(reference);
  const summary = table(
    [
      '',
      'CPU ms per login',
      `× ${reference === undefined ? '' : titles[reference.subject]}`,
      'logins/s',
      'login p50 ms',
      'p99',
      'event loop p50 ms',
      'p99',
      'RSS peak MB',
    ],
    series.map((one) => [
      titles[one.subject],
      `**${cpuOf(one).toFixed(2)}** (${cpuRange(one)})`,
      base === undefined ? '' : (cpuOf(one) / base).toFixed(1),
      median(one.rounds.map((round) => round.loginsPerSecond)).toFixed(0),
      ...percentiles(one.rounds.flatMap((round) => round.loginTimes)),
      median(one.rounds.map((round) => round.eventLoopDelayMs.p50)).toFixed(1),
      median(one.rounds.map((round) => round.eventLoopDelayMs.p99)).toFixed(1),
      megabytes(Math.max(...one.rounds.map((round) => round.peakResidentBytes))),
    ]),
  );
  const steps = table(
    ['p50 / p99 ms', ...stepNames],
    series.map((one) => [
      titles[one.subject],
      ...stepNames.map((step) => {
        const times = one.rounds.flatMap((round) => round.stepTimes.get(step) ?? []);
        return times.length === 0 ? '' : percentiles(times).join(' / ');
      }),
    ]),
  );
  return [`### ${title}`, summary, steps].join('\n\n');
}

function storeSection({ storeCalls }: Results): string {
  const rows = [...storeCalls].map(([subject, calls]) => [
    titles[subject],
    calls.redisCommands.toFixed(1),
    [...calls.redisByName].map(([name, count]) => `${name} ${count.toFixed(1)}`).join(', '),
    calls.transactions?.toFixed(1) ?? '',
  ]);
  return `### Calls to the stores per login\n\n${table(['', 'Redis commands', 'which', 'PostgreSQL transactions'], rows)}`;
}

function soakSection(soak: NonNullable<Results['soak']>): string {
  return [
    `### Memory over ${soak.logins} logins`,
    table(
      ['RSS peak MB', 'RSS at the end MB', 'growth in the second half, MB per 1,000 logins'],
      [
        [
          megabytes(soak.peakResidentBytes),
          megabytes(soak.lastResidentBytes),
          (soak.bytesPerThousandLogins / 2 ** 20).toFixed(2),
        ],
      ],
    ),
  ].join('\n\n');
}

export function cpuOf({ rounds }: Series): number {
  return median(rounds.map(({ cpuMsPerLogin }) => cpuMsPerLogin));
}

function cpuRange({ rounds }: Series): string {
  const values = rounds.map(({ cpuMsPerLogin }) => cpuMsPerLogin);
  return `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
}

function percentiles(times: readonly number[]): readonly [string, string] {
  return [percentile(times, 0.5).toFixed(1), percentile(times, 0.99).toFixed(1)];
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
