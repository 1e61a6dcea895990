import { checkPorts } from './launch/check-ports.ts';
import { createFederationProcesses, type FederationProcesses } from './launch/federation-processes.ts';
import { makeDemoKeys } from './launch/keys.ts';
import { prepareFolders } from './launch/prepare-folders.ts';
import { readDemoSettings } from './launch/settings.ts';
import { StartFault } from './launch/start-fault.ts';
import { listenForStopSignals, type StopSignals } from './launch/stop-signals.ts';
import { welcome } from './launch/welcome.ts';

/** `npm start`: the broker and a small federation around it, until somebody stops it. Returns the exit code. */
async function runDemo(signals: StopSignals): Promise<number> {
  let federation: FederationProcesses | undefined;
  try {
    const settings = readDemoSettings(process.env);
    await checkPorts(settings);
    await prepareFolders(settings);
    await makeDemoKeys(settings);
    console.log(`Starting the demo; data and logs are in ${settings.dataFolder}`);
    federation = createFederationProcesses(settings);
    const up = federation.start((line) => console.log(line)).then(() => console.log(welcome(settings)));
    const running = up.then(() => new Promise<never>(() => undefined));
    await Promise.race([signals.first, running, federation.failed]);
    console.log('\nStopping …');
    return 0;
  } catch (error) {
    console.error(error instanceof StartFault ? error.message : error);
    return error instanceof StartFault ? error.exitCode : 1;
  } finally {
    await federation?.stop(signals.second);
  }
}

const exitCode = await runDemo(listenForStopSignals());
console.log(exitCode === 0 ? 'Stopped.' : 'The demo is not running.');
process.exit(exitCode);
