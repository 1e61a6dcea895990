import { parseArgs } from 'node:util';
import { machine } from '../figures/machine.ts';
import { startStores } from '../measured/stores.ts';
import { sizeOf } from '../registry/crowd.ts';
import { openLaboratory } from './laboratory.ts';
import { costOf, costTable, type PageCost } from './page-cost.ts';

const usage = `npx node bench/portal/run.ts [options]

  --share 1        part of the register of a country; see bench/registry
  --policies 500000  of schools of other boards
  --schools 40     of the board
  --services 300   about which it has agreements, and each of its schools a policy
  --rounds 20      visits of each page
  --only '^/portal$'  only pages whose address has this regular expression in it`;

async function main(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      share: { type: 'string', default: '1' },
      policies: { type: 'string', default: '500000' },
      schools: { type: 'string', default: '40' },
      services: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return;
  }
  say(`npx node bench/portal/run.ts ${words.join(' ')}`);
  say(`${machine()}; ${new Date().toISOString().slice(0, 10)}`);
  const board = { schools: Number(values.schools), services: Number(values.services) };
  const country = { ...sizeOf(Number(values.share)), policies: Number(values.policies) };
  const stores = await startStores();
  try {
    const postgresUrl = await stores.createDatabase('bench_portal');
    const { redisUrl } = stores;
    const laboratory = await openLaboratory({ postgresUrl, redisUrl }, board, country);
    try {
      const pages = laboratory.pages.filter(({ row }) => new RegExp(values.only).test(row));
      const costs: PageCost[] = [];
      for (const page of pages) costs.push(await costOf(laboratory, page, Number(values.rounds)));
      say(
        `${laboratory.records.toLocaleString('en')} records, ${board.schools} schools, ${board.services} services`,
      );
      say(`\n${costTable(costs)}`);
    } finally {
      await laboratory.close();
    }
  } finally {
    await stores.stop();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
