import { machine } from '../figures/machine.ts';
import { oidcSchoolJourney } from '../journeys/journey.ts';
import { createSupplier } from '../journeys/supplier.ts';
import { createCounter } from '../load/load.ts';
import { divideCores } from '../measured/cores.ts';
import { schools } from '../measured/federation.ts';
import { sizeOf, smallSize } from './crowd.ts';
import { openLaboratory, type FilledRegister, type Laboratory, type Node } from './laboratory.ts';
import { compareLogins, type LoginPlace } from './login-cost.ts';
import { measureFirstApply } from './first-apply.ts';
import { readRegistryOptions, usage, type RegistryOptions } from './options.ts';
import { registryTable, type RegistryResults } from './results.ts';
import { timeChanges } from './spread.ts';
import { timeTyping } from './typing.ts';

async function main(words: readonly string[]): Promise<void> {
  const options = readRegistryOptions(words);
  if (options === 'help') {
    say(usage);
    return;
  }
  const cores = divideCores();
  say(`npm run bench:registry -- ${words.join(' ')}`);
  say(`${machine()}; ${cores.description}; ${new Date().toISOString().slice(0, 10)}`);
  if (options.apply) {
    const { records, seconds, cpuSeconds, peakBytes } = await measureFirstApply(sizeOf(options.share));
    const peak = Math.round(peakBytes / 2 ** 20);
    say(
      `first apply of ${records} records: ${cpuSeconds.toFixed(1)} s of CPU, ${seconds.toFixed(0)} s, ${peak} MB`,
    );
    return;
  }
  const opening = openLaboratory(cores);
  endWhenAsked(opening);
  const laboratory = await opening;
  try {
    say(`\n${registryTable(await experiment(laboratory, options))}\n`);
  } finally {
    await laboratory.close();
  }
}

function endWhenAsked(opening: Promise<Laboratory>): void {
  const stop = (): void => {
    void opening
      .then((laboratory) => laboratory.close())
      .catch(() => undefined)
      .finally(() => process.exit(130));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

async function experiment(laboratory: Laboratory, options: RegistryOptions): Promise<RegistryResults> {
  const { http } = laboratory;
  const size = sizeOf(options.share);
  say('writing the registers');
  const few = await laboratory.fillRegister('few_schools', smallSize);
  const all = await laboratory.fillRegister('all_schools', size);
  say(`${all.records} records in ${all.seconds.toFixed(0)} s; starting nodes`);
  const ready = await startAgainAndAgain(all, options.starts);
  const [node, second, small] = [await all.startNode(), await all.startNode(), await few.startNode()];
  say('typing in the school search');
  const typing = await timeTyping(http, supplierAt(node, laboratory));
  say('changing policies');
  const changes = await timeChanges(all.store, [node, second], http, options.changes);
  await second.process.stop();
  say('signing in');
  const places = { few: placeAt(small, laboratory), all: placeAt(node, laboratory) };
  const logins = await compareLogins(places, options, createCounter());
  const { residentBytes, peakResidentBytes } = await node.process.ask();
  const filled = { records: all.records, seconds: all.seconds };
  const residentAfterLogins = { now: residentBytes, peak: peakResidentBytes };
  return { size, filled, ready, residentAfterLogins, changes, typing, logins };
}

async function startAgainAndAgain(
  { startNode }: FilledRegister,
  times: number,
): Promise<RegistryResults['ready']> {
  const found: { readyMs: number; cpuMs: number; residentBytes: number }[] = [];
  for (let time = 0; time < times; time += 1) {
    const { process, readyMs } = await startNode();
    const { cpuMs, residentBytes } = await process.ask();
    found.push({ readyMs, cpuMs, residentBytes });
    await process.stop();
  }
  return found;
}

function supplierAt({ issuer }: Node, { http }: Laboratory) {
  const endpoints = {
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    userinfo: `${issuer}/userinfo`,
  };
  return createSupplier(http, endpoints);
}

function placeAt(node: Node, laboratory: Laboratory): LoginPlace {
  const { http, school } = laboratory;
  const parts = { http, school, supplier: supplierAt(node, laboratory), hint: `school:${schools.oidc}` };
  return { process: node.process, journey: oidcSchoolJourney(parts) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
