-- With which pseudonym keys this database was made: a keyed fingerprint of each, from which nothing can be derived. The
-- newest row of a name counts.
create table sluis.key_fingerprint (
  number bigint generated always as identity primary key,
  name text not null,
  fingerprint text not null,
  at timestamptz not null,
  author text not null,
  reason text not null
);
create trigger append_only before update or delete or truncate on sluis.key_fingerprint
  for each statement execute function sluis.refuse_change();
