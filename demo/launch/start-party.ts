import { fork } from 'node:child_process';
import { join } from 'node:path';
import { originOf, type Party } from '../parties.ts';
import type { PartySettings } from '../party/settings.ts';
import { brokerVariables } from './broker-variables.ts';
import { startChild, type Child } from './child.ts';
import { repository, type DemoSettings } from './settings.ts';
import { StartFault } from './start-fault.ts';

/** Starts one school or supplier as a process of its own. */
export async function startParty(party: Party, settings: DemoSettings) {
  const partySettings: PartySettings = {
    party: party.id,
    demoPort: settings.demoPort,
    broker: settings.broker,
    brokerProgram: settings.brokerProgram,
    partyKeys: settings.partyKeysFolder,
    secrets: settings.keysFolder,
  };
  const { child, process } = await startChild(
    party.label,
    join(settings.logFolder, `${party.id}.log`),
    (log) =>
      fork(join(repository, 'demo', party.kind, 'main.ts'), [JSON.stringify(partySettings)], {
        cwd: repository,
        execArgv: [],
        env: brokerVariables(settings),
        stdio: ['ignore', log, log, 'ipc'],
      }),
  );
  const ready = new Promise<void>((resolve) => process.once('message', () => resolve()));
  return { child, ready: untilReady(child, ready), origin: originOf(party.id, settings.demoPort) };
}

/** Settles when `ready` does; throws `StartFault` when the process ends before. */
export async function untilReady(child: Child, ready: Promise<void>): Promise<void> {
  const endedEarly = child.ended.then(async (how) => {
    throw new StartFault(1, `${child.name} did not start (${how}):\n${await child.lastWords()}`);
  });
  await Promise.race([ready, endedEarly]);
}
