import { runScript } from './run-script.mjs';

await runScript('bench/registry/run.ts', process.argv.slice(2));
