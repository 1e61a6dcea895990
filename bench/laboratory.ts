import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../testkit/machine/free-port.ts';
import { createHttp, type Http } from './journeys/http.ts';
import {
  bareJourney,
  jacksonJourney,
  oidcSchoolJourney,
  samlSchoolJourney,
  singleSignOnJourney,
  type Journey,
} from './journeys/journey.ts';
import { startOidcSchool, type OidcSchool } from './journeys/oidc-school.ts';
import { createBenchSamlSchool, type SamlSchool } from './journeys/saml-school.ts';
import { createSupplier } from './journeys/supplier.ts';
import { startBroker } from './measured/broker.ts';
import type { Cores } from './measured/cores.ts';
import { brins, samlIdps, schools } from './measured/federation.ts';
import { startMeasured, type MeasuredProcess } from './measured/measured-process.ts';
import { startStores, type Stores } from './measured/stores.ts';
import { startBareProvider } from './reference/bare-provider.ts';
import { jacksonAudience, jacksonClient, jacksonProfile, jacksonProgram } from './reference/jackson.ts';
import { programNames, programOf, type ProgramName, type SubjectName } from './subjects.ts';

/** Something to measure, ready for its first login. */
export interface Subject {
  readonly name: SubjectName;
  readonly process: MeasuredProcess;
  readonly journey: Journey;
  /** Its database; absent where it has none. */
  readonly database: string | undefined;
}

export interface Laboratory {
  readonly subjects: readonly Subject[];
  readonly stores: Stores;
  close(): Promise<void>;
}

interface Surroundings {
  readonly http: Http;
  readonly school: OidcSchool;
  readonly stores: Stores;
  readonly folder: string;
  readonly cores: Cores;
  readonly profileFolder: string | undefined;
  readonly nodeFlags: readonly string[];
  /** Where SAML Jackson is installed. */
  readonly jacksonFolder: string | undefined;
}

type Journeys = Partial<Record<SubjectName, Journey>>;
interface RunningProgram {
  readonly process: MeasuredProcess;
  readonly journeys: Journeys;
  readonly database?: string;
}

/** Starts everything that these subjects need; what was started ends again when something fails half way. */
export async function openLaboratory(
  names: readonly SubjectName[],
  conditions: Pick<Surroundings, 'cores' | 'profileFolder' | 'nodeFlags' | 'jacksonFolder'>,
): Promise<Laboratory> {
  const undo: (() => Promise<void> | void)[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= undoAll());
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-bench-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const http = createHttp();
    const school = await startOidcSchool(await freePort());
    const stores = await startStores();
    undo.push(
      () => stores.stop(),
      () => school.stop(),
      () => http.close(),
    );
    const surroundings = { http, school, stores, folder, ...conditions };
    const subjects: Subject[] = [];
    for (const program of programNames) {
      const wanted = names.filter((name) => programOf(name) === program);
      if (wanted.length === 0) continue;
      const running = await start(program, surroundings);
      undo.push(() => running.process.stop());
      for (const name of wanted) subjects.push(subjectOf(name, running));
    }
    for (const { journey } of subjects) await journey.prepare();
    return {
      subjects: names.flatMap((name) => subjects.filter((subject) => subject.name === name)),
      stores,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function subjectOf(name: SubjectName, { process, journeys, database }: RunningProgram): Subject {
  const journey = journeys[name];
  if (journey === undefined) throw new TypeError(`${name} has no journey`);
  return { name, process, journey, database };
}

async function start(program: ProgramName, surroundings: Surroundings): Promise<RunningProgram> {
  switch (program) {
    case 'sluis':
      return startSluis('', surroundings.stores.redisUrl, surroundings);
    case 'sluis-without-redis':
      return startSluis('-without-redis', undefined, surroundings);
    case 'bare':
      return startBare('bare', undefined, surroundings);
    case 'bare-redis':
      return startBare('bare-redis', surroundings.stores.redisUrl, surroundings);
    case 'jackson':
      return startJackson(surroundings);
  }
}

async function startSluis(
  variant: '' | '-without-redis',
  redisUrl: string | undefined,
  { http, school, stores, folder, cores, profileFolder, nodeFlags }: Surroundings,
): Promise<RunningProgram> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const samlSchoolOf = (idp: string, brin: string): Promise<SamlSchool> =>
    createBenchSamlSchool(
      { audience: `${issuer}/saml/${idp}/metadata`, assertionConsumer: `${issuer}/saml/${idp}/acs` },
      brin,
    );
  const unsigned = await samlSchoolOf(samlIdps.unsigned, brins.saml);
  const signed = await samlSchoolOf(samlIdps.signed, brins.samlSigned);
  const database = `bench${variant.replaceAll('-', '_')}`;
  const process = await startBroker({
    port,
    folder: join(folder, `sluis${variant}`),
    databaseUrl: await stores.createDatabase(database),
    redisUrl,
    samlCertificates: { unsigned: unsigned.certificatePem, signed: signed.certificatePem },
    oidcIssuer: school.issuer,
    profileFolder,
    nodeFlags,
    cores,
  });
  const endpoints = {
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    userinfo: `${issuer}/userinfo`,
  };
  const parts = { http, supplier: createSupplier(http, endpoints) };
  const hintOf = (id: string): string => `school:${id}`;
  const journeys: Journeys = {
    [`oidc-school${variant}`]: oidcSchoolJourney({ ...parts, school, hint: hintOf(schools.oidc) }),
    [`saml-school${variant}`]: samlSchoolJourney({
      ...parts,
      school: unsigned,
      hint: hintOf(schools.saml),
    }),
    [`saml-school-signed${variant}`]: samlSchoolJourney({
      ...parts,
      school: signed,
      hint: hintOf(schools.samlSigned),
    }),
    [`single-sign-on${variant}`]: singleSignOnJourney({ ...parts, school, hint: hintOf(schools.oidc) }),
  };
  return { process, journeys, database };
}

async function startBare(
  name: 'bare' | 'bare-redis',
  redisUrl: string | undefined,
  { http, cores }: Surroundings,
): Promise<RunningProgram> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const process = await startBareProvider({ port, redisUrl, profileFolder: undefined, cores });
  const endpoints = { authorize: `${issuer}/auth`, token: `${issuer}/token`, userinfo: `${issuer}/me` };
  return { process, journeys: { [name]: bareJourney({ http, supplier: createSupplier(http, endpoints) }) } };
}

async function startJackson({ http, cores, jacksonFolder }: Surroundings): Promise<RunningProgram> {
  if (jacksonFolder === undefined) throw new TypeError('say with --jackson where SAML Jackson is installed');
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const school = await createBenchSamlSchool({
    audience: jacksonAudience,
    assertionConsumer: `${issuer}/acs`,
  });
  const process = await startMeasured(jacksonProgram({ port, folder: jacksonFolder, school, cores }));
  const supplier = createSupplier(http, {
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    userinfo: `${issuer}/userinfo`,
    clientId: jacksonClient,
    claims: jacksonProfile,
  });
  return { process, journeys: { jackson: jacksonJourney({ http, supplier, school }) } };
}
