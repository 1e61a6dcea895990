import { writeFileSync } from 'node:fs';

/**
 * Vitest reporter: one plain line `N passed, N failed`. A file or suite that breaks outside of a test, and an
 * error that nobody caught, count as failures. `npm test` has it write the numbers to a file instead, because
 * its own last line adds the static checks.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') counts.passed += 1;
        else if (test.result().state === 'failed') counts.failed += 1;
      }
    }
    const file = process.env.SLUIS_TEST_COUNTS;
    if (file === undefined) console.log(`${counts.passed} passed, ${counts.failed} failed`);
    else writeFileSync(file, JSON.stringify(counts));
  }
}
