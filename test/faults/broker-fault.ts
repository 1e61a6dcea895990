import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { stringify } from 'yaml';
import { dayAt, systemClock } from '../../src/domain/clock.ts';
import { worldFederation } from '../../testkit/federation/world-federation.ts';
import { createSupplierService } from '../../testkit/actors/supplier.ts';
import { secrets } from '../../testkit/world/world.ts';
import { startProcess, type StartedProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import type { LoginWorld } from './login-fault.ts';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { createSamlSchool } from '../../testkit/actors/saml-school.ts';

/** `sluis serve` as a process of its own, with the usual federation, that can be killed and started again. */
export interface KillableBroker {
  readonly world: LoginWorld;
  readonly keysFolder: string;
  /** Ends without a goodbye, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Sends SIGTERM and waits for the end. */
  askToStop(): Promise<void>;
  /** Starts again and waits until it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startKillableBroker(stores: {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly drainSeconds?: number;
}): Promise<KillableBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-killable-'));
  const port = await freePort();
  const issuer = `http://localhost:${String(port)}`;
  const [regenboogKey, keysFolder] = [await makeCertifiedKey(), join(folder, 'keys')];
  await writeFile(join(folder, 'world.yaml'), await federationText(regenboogKey.certificatePem));
  const start = async (): Promise<StartedProcess> => {
    const started = await startProcess(
      process.execPath,
      ['src/cli/sluis.ts', 'serve', '--first-apply', folder],
      { env: environment({ ...stores, port, keysFolder }), stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await eventually(() => expectReady(issuer), 25_000).catch(async (error: unknown) => {
      await started.end('SIGKILL');
      throw error;
    });
    return started;
  };
  let broker = await start();
  const reader = await createSupplierService({
    issuer,
    clientId: 'leesboom-reader',
    redirectUri: 'https://reader.leesboom.example/callback',
    scope: 'openid profile',
    metadata: { id_token_signed_response_alg: 'ES256' },
    authentication: client.ClientSecretBasic(secrets.TEST_READER_SECRET),
  });
  return {
    world: { issuer, regenboog: createSamlSchool(regenboogKey), reader },
    keysFolder,
    kill: () => broker.end('SIGKILL'),
    askToStop: () => broker.end('SIGTERM', 60_000),
    async restart() {
      broker = await start();
    },
    async stop() {
      await broker.end('SIGTERM');
      await rm(folder, { recursive: true });
    },
  };
}

function environment(parts: {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  readonly keysFolder: string;
  readonly drainSeconds?: number;
}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    DATABASE_URL: parts.databaseUrl,
    REDIS_URL: parts.redisUrl,
    SLUIS_PORT: String(parts.port),
    SLUIS_KEYS: parts.keysFolder,
    SLUIS_GENERATE_KEYS: '1',
    SLUIS_DRAIN_SECONDS: String(parts.drainSeconds ?? 0),
    SLUIS_LOG_LEVEL: 'silent',
    ...secrets,
    TEST_ENTRA_SECRET: 'nobody goes there',
  };
}

async function federationText(samlCertificate: string): Promise<string> {
  const [other, dashboard] = await Promise.all([makeCertifiedKey(), generateKeyPair('ES256')]);
  const federation = worldFederation({
    samlCertificate,
    seaCertificate: other.certificatePem,
    entraIssuer: 'https://login.kade.example/11111111-2222-4333-8444-555555555555/v2.0',
    entraTenant: '11111111-2222-4333-8444-555555555555',
    dashboardKey: {
      ...(await exportJWK(dashboard.publicKey)),
      alg: 'ES256',
      use: 'sig',
      kid: 'dashboard',
    },
    day: (offset) => dayAt(systemClock.now() + offset * 86_400_000, 'Europe/Amsterdam'),
  });
  return stringify(federation, { aliasDuplicateObjects: false });
}

async function expectReady(issuer: string): Promise<void> {
  const answer = await fetch(`${issuer}/health/ready`, { signal: AbortSignal.timeout(5_000) });
  if (answer.status !== 200) throw new Error(`not ready: ${await answer.text()}`);
}
