-- works with programs from migration 0017 on
-- What goes out: written in the transaction of what it tells, sent by any node, at least once. The payload is sealed with a
-- lasting key to the id of its row, and goes when the message is delivered.
create table sluis.outbox_message (
  id uuid primary key,
  kind text not null,
  receiver text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  made_at timestamptz not null,
  not_before timestamptz not null,
  deadline timestamptz not null,
  payload_until timestamptz not null,
  attempts integer not null default 0,
  outcome text,
  ended_at timestamptz,
  lease uuid,
  lease_until timestamptz,
  key_version integer,
  payload bytea,
  check ((state = 'waiting') = (ended_at is null)),
  check ((lease is null) = (lease_until is null)),
  check (lease is null or state = 'waiting'),
  check ((payload is null) = (key_version is null)),
  check (payload is not null or state <> 'waiting'),
  check (payload is null or state <> 'delivered')
);
-- what is sealed cannot be made smaller
alter table sluis.outbox_message alter column payload set storage external;
create index outbox_message_waiting on sluis.outbox_message (kind, receiver, not_before) where state = 'waiting';
create unique index outbox_message_under_way on sluis.outbox_message (kind, receiver) where lease is not null;
create index outbox_message_ended on sluis.outbox_message (state, ended_at) where state <> 'waiting';
create index outbox_message_key_version on sluis.outbox_message (key_version, id) where payload is not null;
