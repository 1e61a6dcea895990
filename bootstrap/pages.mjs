import { runScript } from './run-script.mjs';

const words = process.argv.slice(2);
const takesPictures = words.includes('--pictures');
await runScript(takesPictures ? 'testkit/pictures/take-pictures.ts' : 'testkit/pages/serve.ts', words);
