import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createClient } from 'redis';
import { freePort } from '../../testkit/machine/free-port.ts';
import { createHttp, type Http } from '../journeys/http.ts';
import { startOidcSchool } from '../journeys/oidc-school.ts';
import { createBenchSamlSchool } from '../journeys/saml-school.ts';
import { startBroker } from '../measured/broker.ts';
import type { Cores } from '../measured/cores.ts';
import { samlIdps } from '../measured/federation.ts';
import type { MeasuredProcess } from '../measured/measured-process.ts';
import { startStores } from '../measured/stores.ts';

/** The broker alone, as an operator starts it, with the means to see what strangers make it do and keep. */
export interface StrangersLaboratory {
  readonly issuer: string;
  readonly http: Http;
  readonly broker: MeasuredProcess;
  /** Records in Redis and the bytes that it uses. */
  redis(): Promise<{ readonly records: number; readonly bytes: number }>;
  /** Bytes of a table with its indexes, and its rows. */
  table(name: string): Promise<{ readonly rows: number; readonly bytes: number }>;
  close(): Promise<void>;
}

export async function openLaboratory(cores: Cores): Promise<StrangersLaboratory> {
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-bench-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const http = createHttp();
    undo.push(() => http.close());
    const school = await startOidcSchool(await freePort());
    undo.push(() => school.stop());
    const stores = await startStores();
    undo.push(() => stores.stop());
    const port = await freePort();
    const issuer = `http://localhost:${port}`;
    const saml = await createBenchSamlSchool({
      audience: `${issuer}/saml/${samlIdps.unsigned}/metadata`,
      assertionConsumer: `${issuer}/saml/${samlIdps.unsigned}/acs`,
    });
    const databaseUrl = await stores.createDatabase('strangers');
    const broker = await startBroker({
      port,
      folder: join(folder, 'sluis'),
      databaseUrl,
      redisUrl: stores.redisUrl,
      samlCertificates: { unsigned: saml.certificatePem, signed: saml.certificatePem },
      oidcIssuer: school.issuer,
      profileFolder: undefined,
      nodeFlags: [],
      cores,
    });
    undo.push(() => broker.stop());
    const redis = createClient({ url: stores.redisUrl });
    redis.on('error', () => undefined);
    await redis.connect();
    undo.push(() => {
      redis.destroy();
    });
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    undo.push(() => database.end());
    return {
      issuer,
      http,
      broker,
      redis: async () => ({
        records: await redis.dbSize(),
        bytes: Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]),
      }),
      async table(name) {
        const asked = await database.query<{ rows: string; bytes: string }>(
          `select (select count(*) from sluis.${name}) as rows, pg_total_relation_size('sluis.${name}') as bytes`,
        );
        const [row] = asked.rows;
        return { rows: Number(row?.rows), bytes: Number(row?.bytes) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
