import { runScript } from './run-script.mjs';

await runScript('bench/run.ts', process.argv.slice(2));
