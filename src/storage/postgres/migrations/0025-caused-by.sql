-- works with programs from migration 0017 on
-- Which account of the portal did what a message tells, where it could do so again and again: it is counted.
alter table sluis.outbox_message add column caused_by uuid;
create index outbox_message_caused_by on sluis.outbox_message (caused_by, made_at) where caused_by is not null;
