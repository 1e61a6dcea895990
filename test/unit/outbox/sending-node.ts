import { systemClock } from '../../../src/domain/clock.ts';
import { mailAddress } from '../../../src/domain/mail-address.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createLastingKeys } from '../../../src/keyring/lasting-keys.ts';
import { startDelivery } from '../../../src/outbox/delivery.ts';
import { createSmtpSender } from '../../../src/outbox/mail/smtp-sender.ts';
import { createPostgresOutboxStore } from '../../../src/storage/postgres/outbox-store.ts';
import { openPostgres } from '../../../src/storage/postgres/pool.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { required } from '../../../testkit/values/ids.ts';

/*
 * A node that sends, as a process of its own, to be killed: database, lasting key, port of the mail server and milliseconds of
 * a lease are its words.
 */
const [url = '', key = '', port = '', lease = ''] = process.argv.slice(2);
const logger = createRecordingLogger();
const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 2, logger });
const keys = new Map([[1, Buffer.from(key, 'base64url')]]);
startDelivery({
  store: createPostgresOutboxStore(postgres),
  sealer: createLastingKeys({ keys, currentVersion: 1 }, systemRandomness).sealer,
  senders: {
    mail: createSmtpSender({
      server: { host: '127.0.0.1', port: Number(port), tls: 'none' },
      from: required(mailAddress('noreply@sluis.example')),
    }),
  },
  clock: systemClock,
  randomness: systemRandomness,
  logger,
  pollMilliseconds: 50,
  leaseMilliseconds: Number(lease),
});
