import type { Browser } from '../../testkit/actors/browser.ts';
import { median } from '../figures/statistics.ts';
import type { VisitedPage } from './visited-pages.ts';

/** What one page costs: CPU time of this process, time on the clock, and bytes with everything that it asks for. */
export interface PageCost extends VisitedPage {
  readonly cpuMs: number;
  readonly elapsedMs: number;
  readonly bytes: number;
}

/** At most so often before anything is measured: the first visits compile what they run through. */
const mostWarmUps = 3;

/** Broker and browser are one process: what it costs to ask is in the figure, which is an upper bound. */
export async function costOf(
  { issuer, browser }: { readonly issuer: string; readonly browser: Browser },
  page: VisitedPage,
  rounds: number,
): Promise<PageCost> {
  const url = `${issuer}${page.path}`;
  const first = await browser.go(url);
  if (first.status !== 200 || first.url.pathname !== page.path) {
    throw new Error(`${page.row} answered ${first.status} at ${first.url.pathname}`);
  }
  for (let round = 1; round < Math.min(rounds, mostWarmUps); round += 1) await browser.go(url);
  const [cpu, elapsed]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const [before, began] = [process.cpuUsage(), performance.now()];
    await browser.go(url);
    const { user, system } = process.cpuUsage(before);
    elapsed.push(performance.now() - began);
    cpu.push((user + system) / 1000);
  }
  return {
    ...page,
    cpuMs: median(cpu),
    elapsedMs: median(elapsed),
    bytes: Buffer.byteLength(first.body) + (await bytesAskedFor(issuer, browser, first.body)),
  };
}

/** Style sheets, scripts and images: as they are sent, each once. */
async function bytesAskedFor(issuer: string, browser: Browser, html: string): Promise<number> {
  const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  let bytes = 0;
  for (const path of new Set(named)) {
    const { status, body } = await browser.go(`${issuer}${path}`);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    bytes += Buffer.byteLength(body);
  }
  return bytes;
}

/** As Markdown; what is over an aim is bold. */
export function costTable(costs: readonly PageCost[]): string {
  const over = (value: number, aim: number, digits: number): string =>
    value > aim ? `**${value.toFixed(digits)}**` : value.toFixed(digits);
  return [
    `| Page | CPU, ms | on the clock, ms | with everything, kB |`,
    '| --- | --- | --- | --- |',
    ...costs.map(
      ({ row, cpuMs, elapsedMs, bytes }) =>
        `| \`${row}\` | ${over(cpuMs, aims.cpuMs, 1)} | ${elapsedMs.toFixed(0)} | ${over(bytes / 1000, aims.kilobytes, 1)} |`,
    ),
  ].join('\n');
}

const aims = { cpuMs: 100, kilobytes: 150 } as const;
