import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brokerVariables } from './broker-variables.ts';
import { startChild, type Child } from './child.ts';
import { repository, type DemoSettings } from './settings.ts';
import { StartFault } from './start-fault.ts';
import { untilReady } from './start-party.ts';

const pollMillis = 200;
const patienceMillis = 120_000;

/**
 * Starts the broker, which starts its own database. Its process group is its own: a Ctrl-C in the terminal must
 * not end it before the schools and suppliers.
 */
export async function startBroker(settings: DemoSettings, applyOption: '--apply' | '--first-apply') {
  const logFile = join(settings.logFolder, 'broker.log');
  const command = [settings.brokerProgram, 'serve', applyOption, settings.federationFolder];
  const { child } = await startChild('the broker', logFile, (log) =>
    spawn(process.execPath, command, {
      cwd: repository,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env: {
        ...brokerVariables(settings),
        SLUIS_GENERATE_KEYS: '1',
        // no load balancer has to notice that it ends
        SLUIS_DRAIN_SECONDS: process.env['SLUIS_DRAIN_SECONDS'] || '0',
      },
    }),
  );
  return { child, ready: untilReady(child, answersReady(child, settings.broker)), origin: settings.broker };
}

async function answersReady(child: Child, broker: string): Promise<void> {
  const deadline = Date.now() + patienceMillis;
  while (child.isRunning()) {
    if (await isReady(broker)) return;
    if (Date.now() > deadline) {
      throw new StartFault(
        1,
        `the broker is not ready after ${patienceMillis / 1000} s:\n${await child.lastWords()}`,
      );
    }
    await wait(pollMillis);
  }
  // The process is gone; `untilReady` says so.
  await new Promise(() => undefined);
}

async function isReady(broker: string): Promise<boolean> {
  try {
    const response = await fetch(`${broker}/health/ready`, { signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
