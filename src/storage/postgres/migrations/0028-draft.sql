-- works with programs from migration 0017 on
-- Changes of records that somebody wrote down, for somebody else to publish or refuse. Not append only: a draft is deleted when it is
-- published, refused or withdrawn, or after 90 days. Ids of accounts alone.
create table sluis.draft (
  id uuid primary key,
  board text not null,
  record_kind text not null,
  record_id text not null,
  body jsonb not null,
  record_version integer not null,
  drafted_by uuid not null,
  reason text not null,
  from_day date,
  at timestamptz not null
);
create index draft_board on sluis.draft (board, at);

-- Whose draft a change was that somebody else published for later; null: it was none.
alter table sluis.scheduled_change add column drafted_by text;
