-- works with programs from migration 0017 on
-- Documents of boards, such as signed agreements: sealed with a lasting key, and erasable, so not append only. A row is what
-- the associated data of its content says: board and hash.
create table sluis.document (
  board text not null,
  hash text not null,
  media_type text not null,
  size integer not null,
  agreement text,
  at timestamptz not null,
  author text not null,
  reason text not null,
  key_version integer not null,
  content bytea not null,
  primary key (board, hash)
);
-- what is sealed cannot be made smaller
alter table sluis.document alter column content set storage external;
create index document_hash on sluis.document (hash);
create index document_key_version on sluis.document (key_version, board, hash);
