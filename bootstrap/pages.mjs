import { runScript } from './run-script.mjs';

await runScript('testkit/pages/serve.ts', process.argv.slice(2));
