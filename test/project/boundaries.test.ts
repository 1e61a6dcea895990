import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { libraryHomes } from '../../library-homes.ts';
import { root } from '../../testkit/machine/project-files.ts';

const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** A file that breaks a rule, what it imports, and the rules that have to notice. */
const planted = [
  ['src/release/to-guard.ts', '../guard/thing.ts', ['release-imports']],
  ['src/guard/to-release.ts', '../release/thing.ts', ['guard-imports']],
  ['src/domain/to-config.ts', '../config/thing.ts', ['domain-imports']],
  ['src/downstream/to-upstream.ts', '../upstream/thing.ts', ['downstream-imports']],
  ['src/telemetry/to-storage.ts', '../storage/stores/store.ts', ['telemetry-imports']],
  ['src/ledger/to-redis.ts', '../storage/redis/thing.ts', ['ledger-imports']],
  ['src/login/to-saml.ts', '../upstream/thing.ts', ['login-imports']],
  ['src/storage/memory/to-redis.ts', '../redis/thing.ts', ['stores-know-nothing-of-each-other']],
  ['src/shortcuts/to-domain.ts', '../domain/thing.ts', ['folder-without-rules']],
  ['src/domain/to-demo.ts', '../../demo/thing.ts', ['source-stands-alone']],
  ['src/domain/to-test.ts', '../../test/thing.ts', ['source-stands-alone']],
  ['src/domain/to-testkit.ts', '../../testkit/machine/thing.ts', ['source-stands-alone']],
  ['demo/to-testkit.ts', '../testkit/machine/thing.ts', ['demo-stands-alone']],
  ['testkit/machine/to-actors.ts', '../actors/thing.ts', ['testkit-machine-imports']],
  ['testkit/federation/to-actors.ts', '../actors/thing.ts', ['testkit-federation-imports']],
  ['testkit/services/to-world.ts', '../world/thing.ts', ['testkit-services-imports']],
  ['testkit/actors/to-test.ts', '../../test/flows/thing.ts', ['testkit-knows-no-test']],
  ['testkit/actors/to-bench.ts', '../../bench/thing.ts', ['testkit-knows-no-test']],
  ['testkit/left-beside.ts', './machine/thing.ts', ['testkit-folder-without-rules']],
  ['test/attacks/to-flows.ts', '../flows/thing.ts', ['tests-share-by-testkit']],
  ['test/flows/to-bench.ts', '../../bench/thing.ts', ['bench-is-tested-in-test-bench']],
  ['bench/to-flows.ts', '../test/flows/thing.ts', ['bench-knows-no-test']],
  ['demo/to-source.ts', '../src/domain/thing.ts', ['demo-stands-alone']],
  ['demo/to-test.ts', '../test/thing.ts', ['demo-stands-alone']],
  ['src/login/to-provider.ts', 'oidc-provider', ['home-of-oidc-provider']],
  ['src/downstream/to-saml.ts', '@node-saml/node-saml', ['home-of--node-saml-node-saml']],
  ['src/upstream/to-second-xml-reader.ts', '@xmldom/xmldom', ['home-of--xmldom-xmldom']],
  ['src/session/to-express.ts', 'express', ['home-of-express']],
  ['src/login/to-markup.ts', 'hono', ['home-of-hono']],
  ['src/session/to-redis.ts', 'redis', ['home-of-redis']],
  ['src/storage/redis/to-pg.ts', 'pg', ['home-of-pg']],
  ['src/http/to-pino.ts', 'pino', ['home-of-pino']],
  ['src/release/to-zod.ts', 'zod', ['decide-is-pure', 'home-of-zod']],
  ['src/release/to-files.ts', 'node:fs', ['decide-is-pure']],
  ['src/domain/to-tool.ts', 'supertest', ['no-development-tools-in-source']],
] as const;

/** Files that do only what they may. */
const allowed = [
  ['src/ledger/to-stores.ts', '../storage/stores/store.ts'],
  ['src/login/to-school-idp.ts', '../upstream/school-idp.ts'],
  ['src/storage/redis/to-library.ts', 'redis'],
  ['src/app/to-redis.ts', '../storage/redis/thing.ts'],
  ['testkit/world/to-actors.ts', '../actors/thing.ts'],
  ['testkit/actors/to-source.ts', '../../src/storage/stores/store.ts'],
  ['test/unit/to-contracts.ts', '../contracts/thing.ts'],
  ['test/flows/to-testkit.ts', '../../testkit/world/thing.ts'],
  ['test/bench/to-bench.ts', '../../bench/thing.ts'],
  ['bench/to-reference.ts', '../test/reference/thing.ts'],
] as const;

let project: string;
let broken: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'sluis-boundaries-'));
  for (const file of ['.dependency-cruiser.mjs', 'architecture.ts', 'library-homes.ts', 'package.json']) {
    copyFileSync(join(root, file), join(project, file));
  }
  for (const folder of ['release', 'guard', 'config', 'upstream', 'domain', 'storage/redis']) {
    write(`src/${folder}/thing.ts`, 'export const thing = 1;\n');
  }
  for (const file of [
    'src/storage/stores/store.ts',
    'src/upstream/school-idp.ts',
    'demo/thing.ts',
    'test/thing.ts',
    ...['flows', 'contracts', 'reference'].map((folder) => `test/${folder}/thing.ts`),
    ...['machine', 'actors', 'world'].map((folder) => `testkit/${folder}/thing.ts`),
    'bench/thing.ts',
  ]) {
    write(file, 'export const thing = 1;\n');
  }
  for (const name of [...libraryHomes.map(({ library }) => library), 'supertest']) plantLibrary(name);
  for (const [from, what] of [...planted, ...allowed]) importing(from, what);
  write(
    'src/guard/type-only.ts',
    "import type { thing } from '../release/thing.ts';\nexport type T = typeof thing;\n",
  );
  write('src/domain/one.ts', "import { two } from './two.ts';\nexport const one = () => two;\n");
  write('src/domain/two.ts', "import { one } from './one.ts';\nexport const two = () => one;\n");
  write('src/domain/left-over.ts', 'export const alone = 1;\n');
  broken = brokenRules();
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function plantLibrary(name: string): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  write(`node_modules/${name}/index.js`, 'exports.thing = 1;\n');
}

function importing(from: string, what: string): void {
  write(from, `import { thing } from '${what}';\nexport const other = thing;\n`);
}

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** File → names of the rules that it breaks. */
function brokenRules(): ReadonlyMap<string, readonly string[]> {
  const { stdout } = spawnSync(
    process.execPath,
    [
      tool,
      'src',
      'demo',
      'bench',
      'test',
      'testkit',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
    ],
    { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const { violations } = report.parse(JSON.parse(stdout)).summary;
  const names = Map.groupBy(violations, ({ from }) => from);
  return new Map([...names].map(([from, list]) => [from, list.map(({ rule }) => rule.name).toSorted()]));
}

describe('the boundaries that dependency-cruiser watches', () => {
  it.each(planted)('%s may not import %s', (from, _what, rules) => {
    expect(broken.get(from)).toEqual(rules);
  });

  it.each(allowed)('%s may import %s', (from) => {
    expect(broken.get(from)).toBeUndefined();
  });

  it('counts imports of types as well', () => {
    expect(broken.get('src/guard/type-only.ts')).toEqual(['guard-imports']);
  });

  it('refuses a circle', () => {
    expect(broken.get('src/domain/one.ts') ?? broken.get('src/domain/two.ts')).toContain('no-cycles');
  });

  it('refuses a file that nobody needs', () => {
    expect(broken.get('src/domain/left-over.ts')).toEqual(['no-orphans']);
  });
});
