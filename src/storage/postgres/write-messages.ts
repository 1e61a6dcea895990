import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { mostWaitingPerReceiver, type NewMessage } from '../../domain/outbox.ts';
import { wholeNumber } from './columns.ts';
import type { RunStatement } from './pool.ts';
import { statement } from './statement.ts';

export const outboxChannel = 'sluis_outbox';

/** Held until the end of the transaction: of two that write to one receiver the second counts what the first wrote. */
const lockReceiver = statement({
  name: 'outbox-lock-receiver',
  text: `select pg_advisory_xact_lock(hashtextextended('sluis.outbox ' || $1 || ' ' || $2, 0))`,
  row: z.unknown(),
});
const countWaiting = statement({
  name: 'outbox-waiting-of-receiver',
  text: `select count(*) as waiting from sluis.outbox_message where kind = $1 and receiver = $2 and state = 'waiting'`,
  row: z.object({ waiting: wholeNumber }),
});
const insertMessage = statement({
  name: 'outbox-insert',
  text: `insert into sluis.outbox_message
      (id, kind, receiver, made_at, not_before, deadline, payload_until, key_version, payload)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  row: z.unknown(),
});
const notify = statement({
  name: 'outbox-notify',
  text: `select pg_notify('${outboxChannel}', '')`,
  row: z.unknown(),
});

/**
 * Writes messages in the transaction of what they tell: they are there if, and only if, that happened. Throws `outbox.full`.
 * Once in a transaction, with all of its messages: receivers are locked in their order, so that two cannot wait for each other.
 */
export async function writeMessages(run: RunStatement, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const byReceiver = Map.groupBy(messages, ({ kind, receiver }) => `${kind} ${receiver}`);
  for (const [, ofReceiver] of [...byReceiver].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    await requireRoom(run, ofReceiver);
  }
  for (const message of messages) {
    const { id, kind, receiver, madeAt, notBefore, deadline, payloadUntil, keyVersion, sealed } = message;
    const times = [madeAt, notBefore, deadline, payloadUntil].map((at) => new Date(at));
    await run(insertMessage, [id, kind, receiver, ...times, keyVersion, Buffer.from(sealed)]);
  }
  await tellSenders(run);
}

/** They hear of it when the transaction is committed. */
export async function tellSenders(run: RunStatement): Promise<void> {
  await run(notify, []);
}

async function requireRoom(run: RunStatement, ofReceiver: readonly NewMessage[]): Promise<void> {
  const [first] = ofReceiver;
  if (first === undefined) return;
  await run(lockReceiver, [first.kind, first.receiver]);
  const [counted] = await run(countWaiting, [first.kind, first.receiver]);
  if ((counted?.waiting ?? 0) + ofReceiver.length > mostWaitingPerReceiver) {
    throw new SluisError('outbox.full', 'too many messages wait for one receiver');
  }
}
