import { runScript } from './run-script.mjs';

await runScript('demo/start.ts', process.argv.slice(2), { bounded: true });
