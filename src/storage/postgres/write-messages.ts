import { z } from 'zod';
import { dayMillis } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { mostCausedInADay, mostWaitingPerReceiver, type NewMessage } from '../../domain/outbox.ts';
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
/** The same for messages that one account causes. */
const lockCause = statement({
  name: 'outbox-lock-cause',
  text: `select pg_advisory_xact_lock(hashtextextended('sluis.outbox caused by ' || $1, 0))`,
  row: z.unknown(),
});
/** Whatever became of them. */
const countCaused = statement({
  name: 'outbox-caused',
  text: `select count(*) as caused from sluis.outbox_message where caused_by = $1 and made_at > $2`,
  row: z.object({ caused: wholeNumber }),
});
const insertMessage = statement({
  name: 'outbox-insert',
  text: `insert into sluis.outbox_message
      (id, kind, receiver, made_at, not_before, deadline, payload_until, key_version, payload, caused_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  row: z.unknown(),
});
const notify = statement({
  name: 'outbox-notify',
  text: `select pg_notify('${outboxChannel}', '')`,
  row: z.unknown(),
});

/**
 * Writes messages in the transaction of what they tell: they are there if, and only if, that happened. Throws `outbox.full` and
 * `outbox.too_many`. Once in a transaction, as its last locks and with all of its messages: whoever caused them and then the receivers are locked, each in
 * their order, so that two cannot wait for each other.
 */
export async function writeMessages(run: RunStatement, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await requireFew(run, messages);
  const byReceiver = Map.groupBy(messages, ({ kind, receiver }) => `${kind} ${receiver}`);
  for (const [, ofReceiver] of [...byReceiver].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    await requireRoom(run, ofReceiver);
  }
  for (const message of messages) {
    const { id, kind, receiver, madeAt, notBefore, deadline, payloadUntil, causedBy = null } = message;
    const times = [madeAt, notBefore, deadline, payloadUntil].map((at) => new Date(at));
    const payload = [message.keyVersion, Buffer.from(message.sealed)];
    await run(insertMessage, [id, kind, receiver, ...times, ...payload, causedBy]);
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

/** Counts what was written before: one change that tells many people is never too much by itself. */
async function requireFew(run: RunStatement, messages: readonly NewMessage[]): Promise<void> {
  const newest = Math.max(...messages.map(({ madeAt }) => madeAt));
  const causes = new Set(messages.flatMap(({ causedBy }) => causedBy ?? []));
  for (const cause of [...causes].toSorted()) {
    await run(lockCause, [cause]);
    const [counted] = await run(countCaused, [cause, new Date(newest - dayMillis)]);
    if ((counted?.caused ?? 0) >= mostCausedInADay) {
      throw new SluisError('outbox.too_many', 'one account caused too many messages in a day');
    }
  }
}
