import { checkPorts } from './check-ports.ts';
import { createFederationProcesses, type FederationProcesses } from './federation-processes.ts';
import { makeDemoKeys } from './keys.ts';
import { prepareFolders } from './prepare-folders.ts';
import type { DemoSettings } from './settings.ts';
import { StartFault } from './start-fault.ts';
import type { StopSignals } from './stop-signals.ts';
import { welcome } from './welcome.ts';

/** The broker and a small federation around it, until somebody stops it or a part of it fails. Returns the exit code. */
export async function runDemo(readSettings: () => DemoSettings, signals: StopSignals): Promise<0 | 1 | 2> {
  let federation: FederationProcesses | undefined;
  try {
    const settings = readSettings();
    await checkPorts(settings);
    await prepareFolders(settings);
    await makeDemoKeys(settings);
    console.log(`Starting the demo; data and logs are in ${settings.dataFolder}`);
    federation = createFederationProcesses(settings);
    await Promise.race([signals.first, keepRunning(federation, settings)]);
    console.log('\nStopping …');
    return 0;
  } catch (error) {
    console.error(error instanceof StartFault ? error.message : error);
    return error instanceof StartFault ? error.exitCode : 1;
  } finally {
    await federation?.stop(signals.second);
  }
}

async function keepRunning(federation: FederationProcesses, settings: DemoSettings): Promise<never> {
  await federation.start((line) => console.log(line));
  console.log(welcome(settings));
  return federation.failed;
}
