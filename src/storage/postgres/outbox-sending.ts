import { z } from 'zod';
import { messageId } from '../../domain/ids.ts';
import { messageKinds } from '../../domain/outbox.ts';
import type { ClaimedMessage, ClaimRequest, OutboxStore } from '../stores/outbox-store.ts';
import { branded, moment } from './columns.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { statement } from './statement.ts';

/** Rows that one `tidy` takes of a sort: what is left waits for the next. */
const tidiedTogether = 1_000;

/** One claim at a time, some milliseconds each: so none sees a receiver as free that another one is just taking. */
const lockClaims = statement({
  name: 'outbox-lock-claims',
  text: `select pg_advisory_xact_lock(hashtextextended('sluis.outbox claim', 0))`,
  row: z.unknown(),
});
/** It waits, and nobody sends it at the moment `$1`. */
const isFree = `state = 'waiting' and (lease is null or lease_until <= $1)`;
/** Those of which this is true become dead letters. */
const expired = (isPast: string): string =>
  `update sluis.outbox_message set state = 'dead', ended_at = $1, lease = null, lease_until = null,
      outcome = case when lease is not null then 'interrupted' else coalesce(outcome, 'expired') end,
      payload = case when payload_until > $1 then payload end,
      key_version = case when payload_until > $1 then key_version end
    where ${isFree} and (${isPast})`;
const expire = statement({
  name: 'outbox-expire',
  text: expired('deadline <= $1 or attempts >= $2'),
  row: z.unknown(),
});
const expireByDeadline = statement({
  name: 'outbox-expire-by-deadline',
  text: expired('deadline <= $1'),
  row: z.unknown(),
});
const claim = statement({
  name: 'outbox-claim',
  text: `update sluis.outbox_message set lease = $3, lease_until = $4, attempts = attempts + 1,
      outcome = case when lease is not null then 'interrupted' else outcome end
    where ${isFree} and id in (
      select id from (
        select distinct on (kind, receiver) id, not_before from sluis.outbox_message as message
        where ${isFree} and not_before <= $1 and kind = any($2) and not exists (
          select from sluis.outbox_message as other
          where other.kind = message.kind and other.receiver = message.receiver
            and other.lease is not null and other.id <> message.id
        )
        order by kind, receiver, not_before, id
      ) as due order by not_before, id limit $5
    )
    returning id, kind, lease, made_at, deadline, attempts, payload`,
  row: z
    .object({
      id: branded(messageId),
      kind: z.enum(messageKinds),
      lease: z.string(),
      made_at: moment,
      deadline: moment,
      attempts: z.int(),
      payload: z.instanceof(Uint8Array),
    })
    .transform(({ made_at: madeAt, payload, ...message }): ClaimedMessage => ({
      ...message,
      madeAt,
      sealed: payload,
    })),
});
const ended = z.object({ ended: z.literal(true) });
const deliver = statement({
  name: 'outbox-delivered',
  text: `update sluis.outbox_message set state = 'delivered', ended_at = $3, outcome = 'delivered',
      payload = null, key_version = null, lease = null, lease_until = null
    where id = $1 and lease = $2 returning true as ended`,
  row: ended,
});
const postpone = statement({
  name: 'outbox-postponed',
  text: `update sluis.outbox_message set outcome = $3, not_before = $4, lease = null, lease_until = null
    where id = $1 and lease = $2 returning true as ended`,
  row: ended,
});
const bury = statement({
  name: 'outbox-dead',
  text: `update sluis.outbox_message set state = 'dead', outcome = $3, ended_at = $4, lease = null, lease_until = null
    where id = $1 and lease = $2 returning true as ended`,
  row: ended,
});
const forgetPayloads = statement({
  name: 'outbox-forget-payloads',
  text: `update sluis.outbox_message set payload = null, key_version = null
    where state = 'dead' and payload is not null and payload_until <= $1`,
  row: z.unknown(),
});
const erase = statement({
  name: 'outbox-erase',
  text: `delete from sluis.outbox_message where id in (
      select id from sluis.outbox_message where state = $1 and ended_at < $2 order by ended_at limit $3)`,
  row: z.unknown(),
});

/** Within a transaction of the caller. */
export async function claimMessages(
  run: RunStatement,
  { kinds, now, lease, leaseUntil, mostAttempts, limit }: ClaimRequest,
): Promise<readonly ClaimedMessage[]> {
  await run(lockClaims, []);
  const at = new Date(now);
  await run(expire, [at, mostAttempts]);
  return run(claim, [at, kinds, lease, new Date(leaseUntil), limit]);
}

export function endMessages({ run }: Postgres): Pick<OutboxStore, 'delivered' | 'failed' | 'tidy'> {
  return {
    delivered: async ({ id, lease }, at) => (await run(deliver, [id, lease, new Date(at)])).length > 0,
    async failed({ id, lease }, { outcome, at, notBefore }) {
      const rows =
        notBefore === undefined
          ? await run(bury, [id, lease, outcome, new Date(at)])
          : await run(postpone, [id, lease, outcome, new Date(notBefore)]);
      return rows.length > 0;
    },
    async tidy({ now, deliveredBefore, deadBefore }) {
      await run(expireByDeadline, [new Date(now)]);
      await run(forgetPayloads, [new Date(now)]);
      await run(erase, ['delivered', new Date(deliveredBefore), tidiedTogether]);
      await run(erase, ['dead', new Date(deadBefore), tidiedTogether]);
    },
  };
}
