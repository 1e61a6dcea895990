#!/usr/bin/env node
import { runScript } from './run-script.mjs';

await runScript('src/cli/sluis.ts', process.argv.slice(2), { needs: 'production', bounded: true });
