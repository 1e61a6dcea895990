import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Accounts } from '../../../src/accounts/accounts.ts';
import { openAccounts } from '../../../src/cli/open-accounts.ts';
import { readSettings } from '../../../src/config/read-settings.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { mailAddress } from '../../../src/domain/mail-address.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../src/keyring/keyring-files.ts';
import { startDelivery, type Delivery } from '../../../src/outbox/delivery.ts';
import { createSmtpSender } from '../../../src/outbox/mail/smtp-sender.ts';
import { createPostgresOutboxStore } from '../../../src/storage/postgres/outbox-store.ts';
import { openPostgres } from '../../../src/storage/postgres/pool.ts';
import { example } from '../../../testkit/federation/example-federation.ts';
import { writeExampleSecrets } from '../../../testkit/federation/example-secrets.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import type { Ended } from '../../../testkit/machine/run-sluis.ts';
import { createDatabase, queryDatabase } from '../../../testkit/services/postgres.ts';
import type { TestSmtpServer } from '../../../testkit/services/smtp-server.ts';
import { required } from '../../../testkit/values/ids.ts';
import { mailVariables } from '../../../testkit/world/world.ts';
import { openedKeys } from './opened-keys.ts';
import { runInProcess } from './run-in-process.ts';

/** A broker with a portal at the command line, with a database of its own, and what the portal makes of it. */
export interface PortalCommands {
  readonly env: NodeJS.ProcessEnv;
  readonly accounts: Accounts;
  sluis(...words: readonly string[]): Promise<Ended>;
  /** With mail set up. A node beside it sends what is in the outbox, until the world closes. */
  sluisWithMail(smtp: TestSmtpServer, ...words: readonly string[]): Promise<Ended>;
  sql(text: string): ReturnType<typeof queryDatabase>;
  /** The newest of the audit trail, oldest first. */
  newestEvent(): ReturnType<typeof queryDatabase>;
  /** Nobody is there, and nobody is invited. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** The example federation with a second board, Duinen, of which the registered mailbox is known. */
const more = `boards:
  - { id: duinen, name: Duinen, registeredMailbox: bestuur@duinen.example }
  - { id: heide, name: Heide, registeredMailbox: ${'a'.repeat(70)}@heide.example }
schools:
  - { id: de-duin, board: duinen, name: De Duin, town: Edam, brin: 99AD, sector: po }
`;

export async function openPortalCommands(postgresUrl: string): Promise<PortalCommands> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-portal-'));
  const keys = join(folder, 'keys');
  await mkdir(keys);
  await createKeyringFiles(keys, { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(keys);
  const url = await createDatabase(postgresUrl);
  const env = {
    DATABASE_URL: url,
    SLUIS_KEYS: keys,
    SLUIS_ISSUER: 'https://sluis.example',
    SLUIS_PORTAL_SERVICE: 'sluis-portal',
  };
  await writeFile(join(folder, 'all.yaml'), example);
  await writeFile(join(folder, 'more.yaml'), more);
  const applied = await runInProcess(['apply', folder, '--yes', '--author', 'ada', '--reason', 'test'], env);
  if (applied.code !== 0) throw new Error(applied.said);
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 2, logger });
  const { lasting } = await openedKeys(postgres, keys);
  const nodes = new Map<TestSmtpServer, Delivery>();
  const nodeOf = ({ port }: TestSmtpServer): Delivery =>
    startDelivery({
      store: createPostgresOutboxStore(postgres),
      sealer: lasting,
      senders: {
        mail: createSmtpSender({
          server: { host: '127.0.0.1', port, tls: 'none' },
          from: required(mailAddress('noreply@sluis.example')),
        }),
      },
      clock: systemClock,
      randomness: systemRandomness,
      logger,
      pollMilliseconds: 50,
    });
  return {
    env,
    accounts: openAccounts(postgres, lasting, readSettings(env)),
    sluis: (...words) => runInProcess(words, env),
    sluisWithMail(smtp, ...words) {
      nodes.set(smtp, nodes.get(smtp) ?? nodeOf(smtp));
      return runInProcess(words, { ...env, ...mailVariables(smtp.url) });
    },
    sql: (text) => queryDatabase(url, text),
    newestEvent: () =>
      queryDatabase(
        url,
        `select type, author, board, record_kind, task, stated_reason from sluis.audit_event
          order by number desc limit 1`,
      ),
    async clear() {
      await queryDatabase(
        url,
        'truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_board_code, sluis.outbox_message',
      );
    },
    async close() {
      for (const node of nodes.values()) await node.close();
      await postgres.close();
      await rm(folder, { recursive: true });
    },
  };
}
