import { z } from 'zod';
import { messageId } from '../../domain/ids.ts';
import { messageKinds, messageOutcomes, messageStates, type MessageFacts } from '../../domain/outbox.ts';
import type { OutboxCounts, OutboxStore } from '../stores/outbox-store.ts';
import type { SealedContent } from '../stores/sealed-rows.ts';
import { branded, moment, wholeNumber } from './columns.ts';
import { listen } from './listener.ts';
import { claimMessages, endMessages } from './outbox-sending.ts';
import type { Postgres } from './pool.ts';
import { rowsOfVersion, sealedAnew, sealedRowsIn } from './sealed-rows.ts';
import { statement } from './statement.ts';
import { outboxChannel, tellSenders, writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

const columns =
  'id, kind, receiver, state, made_at, not_before, deadline, attempts, outcome, ended_at, payload is not null as has_payload';

const facts = z
  .object({
    id: branded(messageId),
    kind: z.enum(messageKinds),
    receiver: z.string(),
    state: z.enum(messageStates),
    made_at: moment,
    not_before: moment,
    deadline: moment,
    attempts: z.int(),
    outcome: z.nullable(z.enum(messageOutcomes)),
    ended_at: z.nullable(moment),
    has_payload: z.boolean(),
  })
  .transform(({ outcome, ended_at: endedAt, ...row }): MessageFacts => ({
    id: row.id,
    kind: row.kind,
    receiver: row.receiver,
    state: row.state,
    madeAt: row.made_at,
    notBefore: row.not_before,
    deadline: row.deadline,
    attempts: row.attempts,
    ...(outcome === null ? {} : { outcome }),
    ...(endedAt === null ? {} : { endedAt }),
    hasPayload: row.has_payload,
  }));

const listMessages = statement({
  name: 'outbox-list',
  text: `select ${columns} from sluis.outbox_message
    where ($1::text is null or state = $1) and ($2::uuid is null or id < $2) order by id desc limit $3`,
  row: facts,
});
const findMessage = statement({
  name: 'outbox-find',
  text: `select ${columns} from sluis.outbox_message where id = $1`,
  row: facts,
});
const lockMessage = statement({
  name: 'outbox-lock',
  text: `select state, payload is not null as has_payload, coalesce(lease_until > $2, false) as under_way
    from sluis.outbox_message where id = $1 for update`,
  row: z.object({ state: z.enum(messageStates), has_payload: z.boolean(), under_way: z.boolean() }),
});
const retryMessage = statement({
  name: 'outbox-retry',
  text: `update sluis.outbox_message set not_before = $2, lease = null, lease_until = null
    where id = $1`,
  row: z.unknown(),
});
const reviveMessage = statement({
  name: 'outbox-revive',
  text: `update sluis.outbox_message set state = 'waiting', ended_at = null, attempts = 0, not_before = $2::timestamptz,
      deadline = $2::timestamptz + (deadline - made_at), payload_until = $2::timestamptz + (payload_until - made_at)
    where id = $1`,
  row: z.unknown(),
});
const dropMessage = statement({
  name: 'outbox-drop',
  text: 'delete from sluis.outbox_message where id = $1 returning true as dropped',
  row: z.object({ dropped: z.literal(true) }),
});
const countMessages = statement({
  name: 'outbox-counts',
  text: `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'dead') as dead,
      min(made_at) filter (where state = 'waiting') as oldest
    from sluis.outbox_message where state in ('waiting', 'dead')`,
  row: z
    .object({ waiting: wholeNumber, dead: wholeNumber, oldest: z.nullable(moment) })
    .transform(({ oldest, ...counts }): OutboxCounts => ({
      ...counts,
      ...(oldest === null ? {} : { oldest }),
    })),
});
const keyVersions = statement({
  name: 'outbox-key-versions',
  text: `select key_version, count(*) as rows from sluis.outbox_message where payload is not null
    group by key_version order by key_version`,
  row: rowsOfVersion,
});
const sealedWith = statement({
  name: 'outbox-sealed-with',
  text: `select id, payload from sluis.outbox_message
    where payload is not null and key_version = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
  row: z
    .object({ id: z.string(), payload: z.instanceof(Uint8Array) })
    .transform(({ id, payload }): SealedContent => ({ id, sealed: payload })),
});
const sealAnew = statement({
  name: 'outbox-seal-anew',
  text: `update sluis.outbox_message set payload = $2, key_version = $3
    where id = $1 and key_version = $4 returning true as sealed`,
  row: sealedAnew,
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresOutboxStore(postgres: Postgres): OutboxStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    add: (messages, events) =>
      postgres.transaction(async (run) => {
        await writeMessages(run, messages);
        await writeEvents(run, events);
      }),
    claim: (request) => postgres.transaction((run) => claimMessages(run, request)),
    ...endMessages(postgres),
    list: ({ state, before, limit }) => postgres.run(listMessages, [state ?? null, before ?? null, limit]),
    find: async (id) => (await postgres.run(findMessage, [id]))[0],
    retry: (id, at, events) =>
      postgres.transaction(async (run) => {
        const now = new Date(at);
        const [found] = await run(lockMessage, [id, now]);
        if (found === undefined) return 'unknown';
        if (found.state === 'delivered') return 'delivered';
        if (found.under_way) return 'under_way';
        if (!found.has_payload) return 'payload_gone';
        await run(found.state === 'dead' ? reviveMessage : retryMessage, [id, now]);
        await writeEvents(run, events);
        await tellSenders(run);
        return 'due';
      }),
    drop: (id, events) =>
      postgres.transaction(async (run) => {
        if ((await run(dropMessage, [id])).length === 0) return false;
        await writeEvents(run, events);
        return true;
      }),
    async counts() {
      const [counts] = await postgres.run(countMessages, []);
      return counts ?? { waiting: 0, dead: 0 };
    },
    subscribe: (changed) => listen(postgres, outboxChannel, changed),
    ...sealedRowsIn(postgres, {
      table: 'outbox_message',
      versions: keyVersions,
      sealedWith,
      sealAnew,
      nameOf: (id) => [id],
      after: (id) => [id ?? null],
    }),
  };
}
