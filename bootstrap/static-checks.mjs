import { join } from 'node:path';
import { root } from './project.mjs';

const tool = (...segments) => join(root, 'node_modules', ...segments);

/** Everything that can be judged without running the broker. The slowest first, so that two at a time end early. */
export const staticChecks = [
  { name: 'lint', script: tool('eslint', 'bin', 'eslint.js'), args: ['.', '--max-warnings', '0'] },
  { name: 'types', script: tool('typescript', 'bin', 'tsc'), args: ['-p', '.', '--noEmit'] },
  {
    name: 'boundaries',
    script: tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    args: ['src', 'demo', 'bench', 'test', 'testkit', '--config', '.dependency-cruiser.mjs'],
  },
  { name: 'dead code', script: tool('knip', 'bin', 'knip.js'), args: ['--no-progress'] },
  {
    name: 'code for tests alone',
    script: tool('knip', 'bin', 'knip.js'),
    args: ['--no-progress', '--production'],
  },
  {
    name: 'format',
    script: tool('prettier', 'bin', 'prettier.cjs'),
    args: ['--check', '--log-level', 'warn', '.'],
  },
];

export const unitTests = {
  name: 'unit tests',
  script: tool('vitest', 'vitest.mjs'),
  args: ['run', '--project', 'unit'],
};
