import { runScript } from './run-script.mjs';

await runScript('bench/strangers/run.ts', process.argv.slice(2));
