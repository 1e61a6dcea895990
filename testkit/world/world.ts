import { sealedRowsOf } from '../../src/app/sealed-rows.ts';
import { createAccounts, type Accounts } from '../../src/accounts/accounts.ts';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { stringify } from 'yaml';
import { createBroker } from '../../src/app/broker.ts';
import { createContext } from '../../src/app/context.ts';
import { schedulerParts } from '../../src/app/scheduler-parts.ts';
import { applyDueChanges } from '../../src/register/changes/scheduler.ts';
import { deliverMessages } from '../../src/app/deliver-messages.ts';
import { openKeys } from '../../src/app/open-keys.ts';
import { parseFederationFiles } from '../../src/register/files/federation-files.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { createSecretReader } from '../../src/config/secrets.ts';
import { dayAt, systemClock, type Clock } from '../../src/domain/clock.ts';
import type { Logger } from '../../src/domain/logger.ts';
import type { Network } from '../../src/domain/outgoing.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { openRegisterView } from '../../src/register/replica/register-view.ts';
import { serverLimits } from '../../src/http/server-limits.ts';
import { createKeyringFiles } from '../../src/keyring/keyring-files.ts';
import { readKeyring } from '../../src/keyring/read-keyring.ts';
import { systemNetwork } from '../../src/outgoing/system-network.ts';
import { createPostgresKeyFingerprintStore } from '../../src/storage/postgres/key-fingerprint-store.ts';
import { migrate } from '../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import { ownKeysPath } from '../../src/upstream/oidc/own-keys-route.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';
import { startOidcSchool, type OidcSchool, type SchoolUser } from '../actors/oidc-school.ts';
import { loopbackDestinations } from '../machine/outgoing-on-loopback.ts';
import { createDatabase } from '../services/postgres.ts';
import { createRecordingLogger, type RecordingLogger } from '../machine/recording-logger.ts';
import { makeCertifiedKey } from '../values/saml-certificate.ts';
import { createSamlSchool, type AnswerWishes, type SamlSchool } from '../actors/saml-school.ts';
import { createBrowser, firstForm, type Arrived, type Browser } from '../actors/browser.ts';
import { catalogue } from '../federation/catalogue.ts';
import { writtenOf } from '../federation/example-federation.ts';
import { fillRegister } from './fill-register.ts';
import { openWorldStores } from './world-stores.ts';
import { worldFederation } from '../federation/world-federation.ts';
import { entraUsers } from './entra-users.ts';
import {
  answerForm,
  readPostQuestion,
  readRedirectQuestion,
  type SamlQuestion,
} from '../actors/saml-school-page.ts';
import { createSupplierService, type SupplierService } from '../actors/supplier.ts';

export const secrets = {
  TEST_ENTRA_SECRET: '',
  TEST_READER_SECRET: 'reader-secret-for-tests-only-0123456789',
  TEST_PRACTICE_SECRET: 'practice-secret-for-tests-only-0123456789',
};

/** An invented pupil of the SAML school. */
export const pip: NonNullable<AnswerWishes['attributes']> = [
  ['givenName', ['Pip']],
  ['sn', ['Voorbeeld']],
  ['mail', ['pip@regenboog.example']],
  ['eduPersonAffiliation', ['student']],
  ['nlEduPersonUnit', ['groep-5', 'plusklas']],
  ['nlEduPersonHomeOrganizationId', ['99AA']],
];

export interface World {
  readonly issuer: string;
  readonly regenboog: SamlSchool;
  readonly zee: SamlSchool;
  readonly entra: OidcSchool;
  readonly logger: RecordingLogger;
  readonly databaseUrl: string;
  readonly keysFolder: string;
  readonly reader: SupplierService;
  readonly practice: SupplierService;
  readonly dashboard: SupplierService;
  /** Accounts of the portal, for whoever invites as the operator does. */
  readonly accounts: Accounts;
  browser(): Browser;
  /** The SAML school answers for this person; returns where the browser ends. */
  answerAtRegenboog(browser: Browser, at: Arrived, wishes?: AnswerWishes): Promise<Arrived>;
  /** What the browser would post for this answer; nobody posts it. */
  answerFormAtRegenboog(at: Arrived, wishes?: AnswerWishes): ReturnType<typeof answerForm>;
  answerFormAtZee(at: Arrived, wishes?: AnswerWishes): ReturnType<typeof answerForm>;
  answerAtZee(browser: Browser, at: Arrived, wishes?: AnswerWishes): Promise<Arrived>;
  questionAt(at: Arrived): SamlQuestion;
  /** Changes the federation and applies it, as `sluis apply` does. */
  change(edit: (federation: string) => string): Promise<void>;
  /** Resolves when the running broker has seen the last change; fails when that takes longer than a second. */
  settled(): Promise<void>;
  /** Makes the changes of the register that are due, as a node does again and again. */
  applyDueChanges(): Promise<void>;
  /** The running broker confirms its register at once: after a jump of the clock it is too old. */
  confirmRegister(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly clock?: Clock;
  /** What the operator lets the broker reach besides public addresses; this machine by default. */
  readonly destinations?: (school: URL) => string;
  /** In the place of the system's own names and addresses. */
  readonly network?: Network;
  /** Where the broker finds its database when it is not to go there directly. */
  readonly databaseAddress?: (url: string) => string;
  /** Every call to a store ends within this many milliseconds. */
  readonly storeTimeoutMs?: number;
  /** Hears everything that `World.logger` records. */
  readonly logger?: Logger;
  /** People at the Entra-like school besides the usual ones. */
  readonly moreEntraUsers?: readonly SchoolUser[];
  /** The Entra-like school takes an assertion of the broker, and no secret. The federation has to say so too. */
  readonly entraTakesKey?: boolean;
  /** A mail server: then the broker sends what is in its outbox. */
  readonly smtpUrl?: string;
  /** The broker has a portal. */
  readonly portal?: boolean;
  /** Sees the broker's server before it listens. */
  readonly onServer?: (server: Server) => void;
}

/** A whole federation in this process: broker, two kinds of school, three services; real Redis and PostgreSQL. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const clock = options.clock ?? systemClock;
  const port = await freePort();
  const issuer = `http://localhost:${String(port)}`;
  const logger = createRecordingLogger(options.logger);
  const timeoutMs = options.storeTimeoutMs ?? 5_000;
  const [keysFolder, regenboogKey, zeeKey, dashboardKeys, databaseUrl, entra] = await Promise.all([
    mkdtemp(join(tmpdir(), 'sluis-keys-')),
    makeCertifiedKey(),
    makeCertifiedKey(),
    generateKeyPair('ES256'),
    createDatabase(options.postgresUrl),
    startOidcSchool({
      shape: 'entra',
      users: [...entraUsers, ...(options.moreEntraUsers ?? [])],
      redirectUris: [`${issuer}/oidc/kade-entra/callback`],
      saysSignInTime: options.portal === true,
      ...(options.entraTakesKey === true && { clientKeysAt: `${issuer}${ownKeysPath}` }),
    }),
  ]);
  await createKeyringFiles(keysFolder, { clock, randomness: systemRandomness });
  let federation = stringify(
    worldFederation({
      samlCertificate: regenboogKey.certificatePem,
      seaCertificate: zeeKey.certificatePem,
      entraIssuer: entra.issuer,
      entraTenant: entra.tenant,
      portalOf: options.portal === true ? issuer : undefined,
      dashboardKey: {
        ...(await exportJWK(dashboardKeys.publicKey)),
        alg: 'ES256',
        use: 'sig',
        kid: 'dashboard',
      },
      day: (offset) => dayAt(clock.now() + offset * 86_400_000, 'Europe/Amsterdam'),
    }),
    { aliasDuplicateObjects: false },
  );

  const postgres = openPostgres({
    url: options.databaseAddress?.(databaseUrl) ?? databaseUrl,
    timeoutMs,
    maxConnections: 4,
    logger,
  });
  await migrate(postgres);
  const stores = await openWorldStores(postgres, { url: options.redisUrl, timeoutMs, logger });
  const apply = async (): Promise<void> => {
    const parsed = parseFederationFiles([{ name: 'world.yaml', text: federation }], catalogue);
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults, undefined, 2));
    // Without asking whether records may go there from where they are: stories undo what they did.
    await fillRegister(stores.register, writtenOf(parsed.changes), { prune: true, at: clock.now() });
  };
  await apply();
  const register = await openRegisterView({ store: stores.register, clock, logger });
  const keys = await openKeys({
    unchecked: await readKeyring(keysFolder, systemRandomness),
    keysFolder,
    store: createPostgresKeyFingerprintStore(postgres),
    sealedRows: sealedRowsOf(stores),
    clock,
    logger,
  });
  const atStop: (() => Promise<void>)[] = [];
  const env = { ...secrets, TEST_ENTRA_SECRET: entra.clientSecret };
  const context = createContext({
    settings: readSettings({
      SLUIS_PORT: String(port),
      SLUIS_KEYS: keysFolder,
      ...(options.portal === true && { SLUIS_PORTAL_SERVICE: 'sluis-portal' }),
      SLUIS_OUTGOING_DESTINATIONS: options.destinations?.(new URL(entra.issuer)) ?? loopbackDestinations,
      ...(options.smtpUrl !== undefined && mailVariables(options.smtpUrl)),
    }),
    ...keys,
    catalogue,
    register,
    stores,
    readSecret: createSecretReader({ keysFolder, env }),
    clock,
    randomness: systemRandomness,
    network: options.network ?? systemNetwork,
    logger,
    draining: () => false,
    atStop: (step) => void atStop.push(step),
  });
  deliverMessages(context);
  const server = createServer(serverLimits, createBroker(context));
  options.onServer?.(server);
  await new Promise<void>((resolve) => {
    server.listen(port, () => {
      resolve();
    });
  });

  const regenboog = createSamlSchool(regenboogKey);
  const zee = createSamlSchool(zeeKey);
  const formAt = (
    [school, idp, entityId]: readonly [SamlSchool, string, string],
    at: Arrived,
    wishes: AnswerWishes = {},
  ) =>
    answerForm(
      school,
      questionAt(at),
      { issuer, idp, entityId, now: clock.now() },
      { attributes: pip, ...wishes },
    );
  const atRegenboog = [regenboog, 'regenboog-saml', 'https://regenboog.example/metadata'] as const;
  const atZee = [zee, 'zee-saml', 'https://zee.example/metadata'] as const;
  const post = (browser: Browser, { action, fields }: ReturnType<typeof answerForm>) =>
    browser.postFromOtherSite(action, fields);
  const [reader, practice, dashboard] = await openServices(issuer, dashboardKeys.privateKey);
  return {
    issuer,
    regenboog,
    zee,
    entra,
    logger,
    databaseUrl,
    keysFolder,
    reader,
    practice,
    dashboard,
    accounts: createAccounts({
      store: stores.accounts,
      sealer: keys.keyring.lasting,
      clock,
      randomness: systemRandomness,
    }),
    browser: () => createBrowser((url) => url.origin === issuer || url.origin === entra.origin),
    questionAt,
    answerAtRegenboog: (browser, at, wishes) => post(browser, formAt(atRegenboog, at, wishes)),
    answerFormAtRegenboog: (at, wishes) => formAt(atRegenboog, at, wishes),
    answerFormAtZee: (at, wishes) => formAt(atZee, at, wishes),
    answerAtZee: (browser, at, wishes) => post(browser, formAt(atZee, at, wishes)),
    async change(edit) {
      const edited = edit(federation);
      if (edited === federation) throw new Error('the edit changes nothing');
      federation = edited;
      await apply();
    },
    confirmRegister: () => register.refresh(),
    applyDueChanges: () => applyDueChanges(schedulerParts(context)),
    async settled() {
      const revision = await stores.register.revision();
      await eventually(() => {
        if (register.current().revision < revision) throw new Error('the change is not there yet');
      }, 1_000);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await register.close();
      for (const step of atStop) await step();
      await Promise.all([stores.ephemeral.close(), postgres.close(), entra.stop()]);
      await rm(keysFolder, { recursive: true, force: true });
    },
  };
}

/** For the broker and for commands beside it. */
export function mailVariables(smtpUrl: string) {
  return { SLUIS_SMTP_URL: smtpUrl, SLUIS_MAIL_FROM: 'noreply@sluis.example' } as const;
}

function questionAt(at: Arrived): SamlQuestion {
  return at.status === 0 ? readRedirectQuestion(at.url) : readPostQuestion(firstForm(at.body).fields);
}

async function openServices(
  issuer: string,
  dashboardKey: CryptoKey,
): Promise<readonly [SupplierService, SupplierService, SupplierService]> {
  return Promise.all([
    createSupplierService({
      issuer,
      clientId: 'leesboom-reader',
      redirectUri: 'https://reader.leesboom.example/callback',
      scope: 'openid profile',
      metadata: { id_token_signed_response_alg: 'ES256' },
      authentication: client.ClientSecretBasic(secrets.TEST_READER_SECRET),
    }),
    createSupplierService({
      issuer,
      clientId: 'rekenrijk-practice',
      redirectUri: 'https://practice.rekenrijk.example/callback',
      scope: 'openid profile group birthdate',
      metadata: { id_token_signed_response_alg: 'RS256' },
      authentication: client.ClientSecretPost(secrets.TEST_PRACTICE_SECRET),
    }),
    createSupplierService({
      issuer,
      clientId: 'rekenrijk-dashboard',
      redirectUri: 'https://dashboard.rekenrijk.example/callback',
      scope: 'openid email',
      metadata: { id_token_signed_response_alg: 'ES256' },
      authentication: client.PrivateKeyJwt({ key: dashboardKey, kid: 'dashboard' }),
      usePar: true,
    }),
  ]);
}
