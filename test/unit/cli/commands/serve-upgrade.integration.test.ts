import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openRegistryWorld, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let world: RegistryWorld;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-serve-'));
  world = await openRegistryWorld(inject('postgres15Url'));
  const { code } = await runSluis(['keys', 'init'], { SLUIS_KEYS: join(folder, 'keys') });
  expect(code).toBe(0);
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** A node on the database of the world, and all that it writes to its log until it is told to end. */
async function startNode(): Promise<() => Promise<string>> {
  const port = await freePort();
  const child = spawn(process.execPath, ['src/cli/sluis.ts', 'serve'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: world.url,
      SLUIS_PORT: String(port),
      SLUIS_KEYS: join(folder, 'keys'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log = text(child.stdout);
  const ready = eventually(async () => {
    const url = `http://localhost:${String(port)}/health/live`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    expect(answer.status).toBe(200);
  }, 60_000);
  return async () => {
    await ready.finally(() => child.kill('SIGTERM'));
    return await log;
  };
}

it(
  'sluis serve brings a register that an earlier version left to today’s form, once for nodes that start together',
  { timeout: 90_000 },
  async () => {
    const service = { kind: 'service', id: 'leesboom-reader' } as const;
    const body = await world.body(service.kind, service.id);
    const { signInTime, ...client } = Object(body['client']);
    expect(signInTime).toBe(false);
    const earlier = { ...service, body: { ...body, client: { ...client, requireAuthTime: true } } };
    await world.store.apply(1, [newVersionOf(earlier)], {
      author: 'an earlier version',
      reason: 'as it was',
      at: 1,
    });
    const nodes = await Promise.all([startNode(), startNode()]);
    const logs = await Promise.all(nodes.map((ended) => ended()));
    expect(await world.store.revision()).toBe(3);
    const [, , upgraded] = await world.store.history(service.kind, service.id);
    expect(upgraded).toMatchObject({ author: 'migration', body: { client: { signInTime: true } } });
    const lines = logs.flatMap((log) => log.split('\n')).filter((line) => line.includes('record_upgraded'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('leesboom-reader');
    for (const log of logs) expect(log).toContain('"revision":3');
  },
);
