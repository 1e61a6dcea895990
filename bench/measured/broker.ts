import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { federationYaml } from '../../testkit/federation/federation-yaml.ts';
import memoryBounds from '../../bootstrap/memory-bounds.json' with { type: 'json' };
import { oidcSchoolClient } from '../journeys/oidc-school.ts';
import { service } from '../journeys/supplier.ts';
import type { Cores } from './cores.ts';
import { benchFederation, type FederationAddresses } from './federation.ts';
import { startMeasured, type MeasuredProcess } from './measured-process.ts';

export interface BrokerWishes extends FederationAddresses {
  readonly port: number;
  /** A folder of its own, for keys and federation files. */
  readonly folder: string;
  readonly databaseUrl: string;
  /** Absent: sessions in the process. */
  readonly redisUrl: string | undefined;
  readonly profileFolder: string | undefined;
  readonly nodeFlags: readonly string[];
  readonly cores: Cores;
}

/** The broker as an operator starts it: `sluis serve`, bounded, with a federation of three schools and one service. */
export async function startBroker(wishes: BrokerWishes): Promise<MeasuredProcess> {
  const federation = join(wishes.folder, 'federation');
  await mkdir(federation, { recursive: true });
  await writeFile(join(federation, 'all.yaml'), federationYaml(benchFederation(wishes)));
  const address = `http://localhost:${wishes.port}`;
  return startMeasured({
    command: ['src/cli/sluis.ts', 'serve', '--first-apply', federation],
    env: {
      ...memoryBounds.environment,
      SLUIS_PORT: String(wishes.port),
      SLUIS_ISSUER: address,
      SLUIS_KEYS: join(wishes.folder, 'keys'),
      SLUIS_DATA: join(wishes.folder, 'data'),
      SLUIS_GENERATE_KEYS: '1',
      SLUIS_DRAIN_SECONDS: '0',
      // the driver stands where a reverse proxy stands
      SLUIS_TRUSTED_PROXIES: '127.0.0.1,::1',
      // the measured school answers on this machine
      SLUIS_OUTGOING_DESTINATIONS: '*:*=127.0.0.0/8,*:*=::1',
      DATABASE_URL: wishes.databaseUrl,
      ...(wishes.redisUrl === undefined ? {} : { REDIS_URL: wishes.redisUrl }),
      BENCH_SCHOOL_SECRET: oidcSchoolClient.secret,
      BENCH_SERVICE_SECRET: service.secret,
    },
    readyUrl: `${address}/health/ready`,
    profileFolder: wishes.profileFolder,
    // of two options of a kind the last one counts
    nodeFlags: [...memoryBounds.nodeOptions, ...wishes.nodeFlags],
    cores: wishes.cores,
  });
}
