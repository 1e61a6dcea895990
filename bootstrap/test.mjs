import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureInstalled } from './install.mjs';
import { environmentWith, findNode } from './node24.mjs';
import { root } from './project.mjs';
import { exitCodeOf } from './run-script.mjs';
import { staticChecks, unitTests } from './static-checks.mjs';
import { runSteps } from './steps.mjs';

await ensureInstalled({ needs: 'everything' });
ensureDebianPackages();
const node = findNode();
const checks = await runSteps(node, staticChecks);
const tests = await runTests(process.argv.slice(2));
const passed = checks.passed + tests.passed;
// A run that breaks off without a count, or that found no test at all, has failed whatever it says.
const failed =
  checks.failed + (tests.code !== 0 || tests.passed === 0 ? Math.max(tests.failed, 1) : tests.failed);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Everything, with and without services. Arguments go to vitest: `npm test -- test/attacks`. */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'sluis-counts-'));
  const counts = join(folder, 'counts.json');
  const child = spawn(node, [unitTests.script, 'run', ...args], {
    cwd: root,
    env: { ...environmentWith(node), SLUIS_TEST_COUNTS: counts },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await exitCodeOf(child);
  try {
    return { code, ...JSON.parse(readFileSync(counts, 'utf8')) };
  } catch {
    return { code, passed: 0, failed: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
