import { fileURLToPath } from 'node:url';
import type { Cores } from '../measured/cores.ts';
import { startMeasured, type MeasuredProcess } from '../measured/measured-process.ts';

/** Bare oidc-provider as a process of its own, under the same conditions as the broker. */
export function startBareProvider(wishes: {
  readonly port: number;
  readonly redisUrl: string | undefined;
  readonly profileFolder: string | undefined;
  readonly cores: Cores;
}): Promise<MeasuredProcess> {
  return startMeasured({
    command: [fileURLToPath(new URL('main.ts', import.meta.url))],
    env: {
      BARE_PORT: String(wishes.port),
      ...(wishes.redisUrl === undefined ? {} : { BARE_REDIS_URL: wishes.redisUrl }),
    },
    readyUrl: `http://localhost:${wishes.port}/.well-known/openid-configuration`,
    profileFolder: wishes.profileFolder,
    cores: wishes.cores,
  });
}
