import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that need services or a browser end in `.integration.test.ts`; all others run without, in `npm run check`. */
const integration = 'test/**/*.integration.test.ts';

/** Tests start hundreds of processes of Node: what one of them compiled is there for the next. */
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node-compile');

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // each module is loaded and optimized once, and not once for every file that uses it
    isolate: false,
    setupFiles: ['testkit/machine/as-it-was-found.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    allowOnly: false,
    passWithNoTests: false,
    reporters: ['default', './bootstrap/count-reporter.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [integration],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integration],
          globalSetup: ['testkit/services/global-setup.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
