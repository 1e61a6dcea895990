import { writtenOf } from '../../testkit/federation/example-federation.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federationYaml } from '../../testkit/federation/federation-yaml.ts';
import { parseFederationFiles } from '../../src/register/files/federation-files.ts';
import { readCatalogue } from '../../src/config/read-catalogue.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { WrittenRecord } from '../../src/storage/stores/records.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../src/keyring/keyring-files.ts';
import { migrate } from '../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { createHttp, type Http } from '../journeys/http.ts';
import { startOidcSchool, type OidcSchool } from '../journeys/oidc-school.ts';
import { service } from '../journeys/supplier.ts';
import { startBroker } from '../measured/broker.ts';
import type { Cores } from '../measured/cores.ts';
import { benchFederation, board, schools, type FederationAddresses } from '../measured/federation.ts';
import type { MeasuredProcess } from '../measured/measured-process.ts';
import { startStores, type Stores } from '../measured/stores.ts';
import { crowd, everywhere, neighbourhood, type CrowdSize } from './crowd.ts';
import { fill } from './fill.ts';

/** A register in a database of its own, with the two measured schools among all others. */
export interface FilledRegister {
  readonly store: RegisterStore;
  readonly records: number;
  readonly seconds: number;
  /** Starts a node; its port is its own, everything else is shared. */
  startNode(): Promise<Node>;
}

export interface Node {
  readonly issuer: string;
  readonly process: MeasuredProcess;
  /** From the start of the process until it answered that it can be used. */
  readonly readyMs: number;
}

export interface Laboratory {
  readonly http: Http;
  readonly school: OidcSchool;
  fillRegister(name: string, size: CrowdSize): Promise<FilledRegister>;
  close(): Promise<void>;
}

/** Redis, PostgreSQL and a school; what is started here or later ends with `close`, the last first. */
export async function openLaboratory(cores: Cores): Promise<Laboratory> {
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-bench-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const stores = await startStores();
    undo.push(() => stores.stop());
    const http = createHttp();
    undo.push(() => http.close());
    const school = await startOidcSchool(await freePort());
    undo.push(() => school.stop());
    const { certificatePem } = await makeCertifiedKey();
    const samlCertificates = { unsigned: certificatePem, signed: certificatePem };
    const addresses = { samlCertificates, oidcIssuer: school.issuer };
    const surroundings = { folder, stores, cores, addresses, undo };
    return { http, school, close, fillRegister: (name, size) => fillRegister(surroundings, name, size) };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Surroundings {
  readonly folder: string;
  readonly stores: Stores;
  readonly cores: Cores;
  readonly addresses: FederationAddresses;
  readonly undo: (() => Promise<void> | void)[];
}

async function fillRegister(
  surroundings: Surroundings,
  name: string,
  size: CrowdSize,
): Promise<FilledRegister> {
  const { folder, stores, cores, addresses, undo } = surroundings;
  const databaseUrl = await stores.createDatabase(name);
  const logger = createLogger({ level: 'warn' });
  const postgres = openPostgres({ url: databaseUrl, timeoutMs: 30_000, maxConnections: 2, logger });
  undo.push(() => postgres.close());
  await migrate(postgres);
  const store = createPostgresRegisterStore(postgres);
  const began = performance.now();
  const records = await fill(store, await allRecords(addresses, size));
  const seconds = (performance.now() - began) / 1000;
  const nodeFolder = join(folder, name);
  await createKeyringFiles(join(nodeFolder, 'keys'), { clock: systemClock, randomness: systemRandomness });
  const startNode = async (): Promise<Node> => {
    const port = await freePort();
    const { redisUrl } = stores;
    const wishes = { port, folder: nodeFolder, databaseUrl, redisUrl, cores, ...addresses };
    const spawned = performance.now();
    const process = await startBroker({ ...wishes, profileFolder: undefined, nodeFlags: [] });
    undo.push(() => process.stop());
    return { issuer: `http://localhost:${port}`, process, readyMs: performance.now() - spawned };
  };
  return { store, records, seconds, startNode };
}

async function allRecords(
  addresses: Surroundings['addresses'],
  size: CrowdSize,
): Promise<Iterable<WrittenRecord>> {
  const text = federationYaml(benchFederation(addresses));
  const measured = parseFederationFiles([{ name: 'measured.yaml', text }], await readCatalogue('config'));
  if ('faults' in measured) throw new Error(JSON.stringify(measured.faults));
  return [
    ...writtenOf(measured.changes),
    ...crowd(size),
    ...neighbourhood(schools.oidc, board, size),
    ...everywhere(service.id, size),
  ];
}
