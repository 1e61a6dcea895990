import { parseArgs } from 'node:util';
import { machine } from '../figures/machine.ts';
import { divideCores } from '../measured/cores.ts';
import { costTable, measureCosts } from './costs.ts';
import { keptTable, measureKept } from './kept.ts';
import { openLaboratory } from './laboratory.ts';

const usage = `npm run bench:strangers -- [options]

  --requests 1000   of each kind, to see what they leave in the stores; 0: leave that out
  --shapes 20       requests of each hostile shape in each of five rounds, to see what they cost; 0: leave that out
  --at acs          only shapes that are sent to endpoints with this in their name`;

async function main(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      requests: { type: 'string', default: '1000' },
      shapes: { type: 'string', default: '20' },
      at: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return;
  }
  const cores = divideCores();
  say(`npm run bench:strangers -- ${words.join(' ')}`);
  say(`${machine()}; ${cores.description}; ${new Date().toISOString().slice(0, 10)}`);
  const laboratory = await openLaboratory(cores);
  try {
    const requests = Number(values.requests);
    const shapes = Number(values.shapes);
    if (shapes > 0) say(`\n${costTable(await measureCosts(laboratory, shapes, values.at))}\n`);
    if (requests > 0) say(`\n${keptTable(await measureKept(laboratory, requests))}\n`);
  } finally {
    await laboratory.close();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main(process.argv.slice(2));
