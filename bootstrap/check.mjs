import { ensureInstalled } from './install.mjs';
import { findNode } from './node24.mjs';
import { staticChecks, unitTests } from './static-checks.mjs';
import { runSteps } from './steps.mjs';

await ensureInstalled({ needs: 'everything' });
const [lint, ...others] = staticChecks;
const { passed, failed } = await runSteps(findNode(), [lint, unitTests, ...others]);
console.log(`${passed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
