import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { systemClock, type Clock } from '../../../src/domain/clock.ts';
import type { MessageId } from '../../../src/domain/ids.ts';
import { mailAddress } from '../../../src/domain/mail-address.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createLastingKeys } from '../../../src/keyring/lasting-keys.ts';
import { startDelivery, type Delivery, type DeliveryOptions } from '../../../src/outbox/delivery.ts';
import { createSmtpSender } from '../../../src/outbox/mail/smtp-sender.ts';
import { createOutbox } from '../../../src/outbox/outbox.ts';
import { createPostgresOutboxStore } from '../../../src/storage/postgres/outbox-store.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { openDatabase } from '../../../testkit/services/postgres-servers.ts';
import { required } from '../../../testkit/values/ids.ts';

const from = required(mailAddress('noreply@sluis.example'));
const place = {
  issuer: 'https://sluis.example',
  portal: 'https://sluis.example/portal',
  timeZone: 'Europe/Amsterdam',
};

export interface OutboxWorld {
  readonly url: string;
  readonly key: Buffer;
  readonly store: ReturnType<typeof createPostgresOutboxStore>;
  readonly logger: RecordingLogger;
  /** Writes a code to this address; it is to be sent from now on. */
  write(address: string, code?: string): Promise<MessageId>;
  /** Another node that sends, until the end of the world. */
  node(port: number, options?: Partial<DeliveryOptions>): Delivery;
  close(): Promise<void>;
}

export async function openOutboxWorld({
  clock = systemClock,
  postgresUrl = inject('postgres15Url'),
}: { readonly clock?: Clock; readonly postgresUrl?: string } = {}): Promise<OutboxWorld> {
  const { url, postgres } = await openDatabase(postgresUrl);
  const key = randomBytes(32);
  const { sealer } = createLastingKeys({ keys: new Map([[1, key]]), currentVersion: 1 }, systemRandomness);
  const store = createPostgresOutboxStore(postgres);
  const logger = createRecordingLogger();
  const outbox = createOutbox({
    store,
    mailIsSetUp: true,
    place,
    sealer,
    clock,
    randomness: systemRandomness,
  });
  const nodes: Delivery[] = [];
  return {
    url,
    key,
    store,
    logger,
    async write(address, code = 'KLAVER-42') {
      const message = required(
        outbox.mail({
          to: required(mailAddress(address)),
          language: 'nl',
          kind: 'code',
          organisation: 'Waterland',
          code,
          validUntil: clock.now() + 15 * 60_000,
        }),
      );
      await store.add([message], []);
      return message.id;
    },
    node(port, options = {}) {
      const server = { host: '127.0.0.1', port, tls: 'none' } as const;
      const node = startDelivery({
        store,
        sealer,
        senders: { mail: createSmtpSender({ server, from }) },
        clock,
        randomness: systemRandomness,
        logger,
        pollMilliseconds: 50,
        ...options,
      });
      nodes.push(node);
      return node;
    },
    async close() {
      for (const node of nodes) await node.close();
      await postgres.close();
    },
  };
}
