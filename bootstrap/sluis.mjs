#!/usr/bin/env node
import { runScript } from './run-script.mjs';

const words = process.argv.slice(2);
// a node that serves runs on for weeks; a command may take what it needs, and is gone
await runScript('src/cli/sluis.ts', words, { needs: 'production', bounded: words[0] === 'serve' });
