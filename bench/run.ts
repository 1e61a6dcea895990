import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from './figures/machine.ts';
import { measure, type Measurement } from './figures/measure.ts';
import type { Results, Series } from './figures/results.ts';
import { soak } from './figures/soak.ts';
import { countStoreCalls, type StoreCalls } from './figures/store-calls.ts';
import { loadTitle, resultsAsMarkdown } from './figures/table.ts';
import { writeResults } from './figures/write-results.ts';
import { openLaboratory, type Laboratory, type Subject } from './laboratory.ts';
import { createCounter, runLoad, type Counter, type Load } from './load/load.ts';
import { divideCores } from './measured/cores.ts';
import { readOptions, usage, type Options } from './options.ts';
import { summarizeProfiles } from './profile/summary.ts';
import { programOf, titles, type SubjectName } from './subjects.ts';

/** While the just-in-time compiler learns the way and people come for the first time. */
const warmUpAtATime = 8;

async function main(words: readonly string[]): Promise<void> {
  const options = readOptions(words);
  if (options === 'help') {
    say(usage);
    return;
  }
  const began = new Date();
  const cores = divideCores();
  say(`npm run bench -- ${words.join(' ')}`);
  say(`${machine()}; ${cores.description}; ${began.toISOString().slice(0, 10)}`);
  const profileFolder = options.profile ? await mkdtemp(join(tmpdir(), 'sluis-profile-')) : undefined;
  const opening = openLaboratory(options.subjects, {
    cores,
    profileFolder,
    nodeFlags: options.nodeFlags,
    jacksonFolder: options.jacksonFolder,
  });
  const asked = endWhenAsked(opening);
  const laboratory = await opening;
  try {
    const results = await experiment(laboratory, options);
    say(`\n${resultsAsMarkdown(results)}\n`);
    say(`written to ${await writeResults(join('.sluis', 'bench'), began, results)}`);
  } catch (error) {
    // what was under way breaks off when everything around it ends
    if (!asked.aborted) throw error;
  } finally {
    await laboratory.close();
  }
  if (profileFolder !== undefined) say(await summarizeProfiles(profileFolder));
}

/** Also while things are still starting: they come up first, so that they go down in order. */
function endWhenAsked(opening: Promise<Laboratory>): AbortSignal {
  const asked = new AbortController();
  const stop = (): void => {
    asked.abort();
    void opening
      .then((laboratory) => laboratory.close())
      .catch(() => undefined)
      .finally(() => process.exit(130));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return asked.signal;
}

async function experiment({ subjects, stores }: Laboratory, options: Options): Promise<Results> {
  const counter = createCounter();
  for (const subject of subjects) {
    say(`warming up: ${titles[subject.name]}`);
    await runLoad(subject.journey, { kind: 'closed', atATime: warmUpAtATime }, options.warmUp, counter);
  }
  const storeCalls = new Map<SubjectName, StoreCalls>();
  if (options.count) {
    say('counting calls to the stores');
    for (const subject of subjects) {
      storeCalls.set(subject.name, await countStoreCalls(subject, stores, counter));
    }
  }
  const series = await measureAll(subjects, options, counter);
  const atBroker = subjects.filter(({ name }) => programOf(name) === 'sluis');
  if (options.soak > 0) say(`${options.soak} logins to see the memory`);
  return {
    series,
    storeCalls,
    soak: options.soak > 0 ? await soak(atBroker, options.soak, counter) : undefined,
  };
}

/** Round after round, and subjects in turn: what disturbs the machine for a while disturbs all of them. */
async function measureAll(
  subjects: readonly Subject[],
  { loads, rounds, logins }: Options,
  counter: Counter,
): Promise<readonly Series[]> {
  const all = loads.flatMap((load) =>
    subjects.map((subject): { subject: Subject; load: Load; rounds: Measurement[] } => ({
      subject,
      load,
      rounds: [],
    })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const one of all) {
      const measured = await measure(one.subject, one.load, logins, counter);
      one.rounds.push(measured);
      const cpu = measured.cpuMsPerLogin.toFixed(2);
      say(`round ${round}, ${loadTitle(one.load)}, ${titles[one.subject.name]}: ${cpu} ms CPU per login`);
    }
  }
  return all.map(({ subject, ...rest }) => ({ ...rest, subject: subject.name }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main(process.argv.slice(2));
