import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { calendarDay } from '../../src/domain/clock.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { madeStatements } from '../../src/storage/postgres/statement.ts';
import type { DisclosurePeriod } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';
import { median } from '../figures/statistics.ts';
import { machine } from '../figures/machine.ts';
import { startStores } from '../measured/stores.ts';
import { serverTimeOf } from './server-time.ts';
import { before, board, fillLedger, schoolAt, service, type LedgerSize } from './fill.ts';

const usage = `npx node bench/ledger/run.ts [options]

  --entries 500000   of one board in 30 days
  --services 1       over which they are spread
  --rounds 5         of each question
  --explain          how PostgreSQL finds the answers`;

const [schools, peopleOfSchool] = [40, 300];
type Question = readonly [title: string, statement: string, period: DisclosurePeriod];

async function main(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      entries: { type: 'string', default: '500000' },
      services: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      explain: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return;
  }
  say(`npx node bench/ledger/run.ts ${words.join(' ')}`);
  say(`${machine()}; ${new Date().toISOString().slice(0, 10)}`);
  const size = {
    entries: Number(values.entries),
    schools,
    peopleOfSchool,
    services: Number(values.services),
  };
  const stores = await startStores();
  try {
    await measure(await stores.createDatabase('bench_ledger'), size, Number(values.rounds), values.explain);
  } finally {
    await stores.stop();
  }
}

async function measure(url: string, size: LedgerSize, rounds: number, explain: boolean): Promise<void> {
  const postgres = await fillLedger(url, size);
  const store = createPostgresLedgerStore(postgres);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const serverTime = await serverTimeOf(client);
    for (const [title, statement, period] of questions()) {
      const [times, used]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        const [before, began] = [await serverTime(), performance.now()];
        await (statement === 'disclosure-count-claims'
          ? store.countClaims(period)
          : store.countByDay(period));
        times.push(performance.now() - began);
        used.push((await serverTime()) - before);
      }
      say(`${title}: ${spread(times)} ms (middle, least, most); CPU of PostgreSQL ${spread(used)} ms`);
      if (explain) say(await explained(client, statement, period));
    }
  } finally {
    await client.end();
    await store.close();
  }
}

function spread(values: readonly number[]): string {
  return [median(values), Math.min(...values), Math.max(...values)].map((ms) => Math.round(ms)).join(' / ');
}

function questions(): readonly Question[] {
  const month = {
    board,
    service,
    from: required(calendarDay('2026-09-01')),
    before: required(calendarDay(before)),
    zone: 'Europe/Amsterdam',
  };
  const one = { ...month, schools: [schoolAt(0)] };
  const all = { ...month, schools: Array.from({ length: schools }, (_, index) => schoolAt(index)) };
  return [
    ['claims, one school', 'disclosure-count-claims', one],
    ['days, one school', 'disclosure-count-by-day', one],
    ['claims, all schools of the board', 'disclosure-count-claims', all],
    ['days, all schools of the board', 'disclosure-count-by-day', all],
  ];
}

/** With the memory that the store gives it. */
async function explained(client: Client, name: string, period: DisclosurePeriod): Promise<string> {
  const { board: asked, schools: at, service: of, from, before: until, zone } = period;
  await client.query('begin');
  await client.query(required(madeStatements().get('disclosure-count-memory')));
  const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off) ${required(madeStatements().get(name))}`,
    [asked, at, of, from, until, zone],
  );
  await client.query('commit');
  return rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
