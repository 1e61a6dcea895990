-- One row for every change that was applied as a whole.
create table sluis.register_revision (
  revision bigint primary key check (revision > 0),
  author text not null,
  reason text not null,
  at timestamptz not null
);

-- Every version that a record ever had.
create table sluis.record_version (
  kind text not null,
  id text not null,
  version integer not null check (version > 0),
  revision bigint not null references sluis.register_revision,
  ended boolean not null,
  body jsonb,
  primary key (kind, id, version),
  check (ended = (body is null))
);
create index record_version_revision on sluis.record_version (revision);

-- Which version of a record is the newest; says nothing that the versions do not say, and makes loading cheap.
create table sluis.record (
  kind text not null,
  id text not null,
  version integer not null,
  ended boolean not null,
  primary key (kind, id)
);

create trigger append_only before update or delete or truncate on sluis.register_revision
  for each statement execute function sluis.refuse_change();
create trigger append_only before update or delete or truncate on sluis.record_version
  for each statement execute function sluis.refuse_change();
