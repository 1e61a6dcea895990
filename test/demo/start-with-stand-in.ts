import { fileURLToPath } from 'node:url';
import { runDemo } from '../../demo/launch/run-demo.ts';
import { readDemoSettings } from '../../demo/launch/settings.ts';
import { listenForStopSignals } from '../../demo/launch/stop-signals.ts';

/** `demo/start.ts` with the stand-in for the broker. */
const brokerProgram = fileURLToPath(new URL('stand-in-broker.ts', import.meta.url));
const readSettings = () => ({ ...readDemoSettings(process.env), brokerProgram });
process.exit(await runDemo(readSettings, listenForStopSignals()));
