import { runDemo } from './launch/run-demo.ts';
import { readDemoSettings } from './launch/settings.ts';
import { listenForStopSignals } from './launch/stop-signals.ts';

// What `npm start` runs.
const exitCode = await runDemo(() => readDemoSettings(process.env), listenForStopSignals());
console.log(exitCode === 0 ? 'Stopped.' : 'The demo is not running.');
process.exit(exitCode);
