import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../testkit/world/world.ts';
import { secrets } from '../../testkit/world/world.ts';
import { startProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { loopbackDestinations } from '../../testkit/machine/outgoing-on-loopback.ts';

/** What a node says about the register that it works with. */
export interface ShownRegister {
  readonly revision: number;
  /** Since when it no longer knows that this is the newest. */
  readonly ageSeconds: number;
}

/** Another node of a world's federation: a process of its own, under the same name as the first. */
export interface SecondNode {
  /** Where it answers, as a load balancer would know it. */
  readonly address: string;
  register(): Promise<ShownRegister>;
  stop(): Promise<void>;
}

/** Same keys, same Redis; `databaseUrl` may lead through something that can be cut. */
export async function startSecondNode(
  world: Pick<World, 'issuer' | 'keysFolder' | 'entra'>,
  stores: { readonly databaseUrl: string; readonly redisUrl: string },
): Promise<SecondNode> {
  const port = await freePort();
  const address = `http://127.0.0.1:${String(port)}`;
  const dataFolder = await mkdtemp(join(tmpdir(), 'sluis-second-'));
  const node = await startProcess(process.execPath, ['src/cli/sluis.ts', 'serve'], {
    stdio: 'ignore',
    env: {
      ...secrets,
      TEST_ENTRA_SECRET: world.entra.clientSecret,
      PATH: process.env['PATH'],
      SLUIS_PORT: String(port),
      SLUIS_ISSUER: world.issuer,
      SLUIS_KEYS: world.keysFolder,
      SLUIS_DATA: dataFolder,
      SLUIS_DRAIN_SECONDS: '0',
      SLUIS_OUTGOING_DESTINATIONS: loopbackDestinations,
      DATABASE_URL: stores.databaseUrl,
      REDIS_URL: stores.redisUrl,
    },
  });
  const stop = async (): Promise<void> => {
    await node.end('SIGTERM', 20_000);
    await rm(dataFolder, { recursive: true, force: true });
  };
  const ready = async (): Promise<void> => {
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    if (answer.status !== 200) throw new Error(`the second node is not ready: ${answer.status}`);
  };
  await eventually(ready, 30_000).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { address, stop, register: () => shownRegister(address) };
}

async function shownRegister(address: string): Promise<ShownRegister> {
  const answer = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(2_000) });
  const text = await answer.text();
  const gauge = (name: string): number => Number(new RegExp(`^sluis_${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return { revision: gauge('register_revision'), ageSeconds: gauge('register_age_seconds') };
}
