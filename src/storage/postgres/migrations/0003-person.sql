-- Keyed hashes of identifiers, and to which person each belongs. Never a value.
create table sluis.person_identifier (
  hash text primary key,
  root text not null
);
create index person_identifier_root on sluis.person_identifier (root);

-- Which board may assert a portable identifier (ECK iD).
create table sluis.portable_identifier (
  hash text primary key,
  board text not null,
  school text not null,
  asserted_at timestamptz not null,
  released boolean not null default false
);

-- The random name of a person in the ledger. Deleting a row makes the entries be about nobody.
create table sluis.person_handle (
  root text primary key,
  handle uuid not null unique
);

-- The pseudonym key version that a sector of suppliers keeps for ever.
create table sluis.sector_key (
  sector text primary key,
  key_version integer not null
);
create trigger append_only before update or delete or truncate on sluis.sector_key
  for each statement execute function sluis.refuse_change();

-- Links hashes to one root, or returns null and writes nothing when they belong to several. Locks each hash, always in
-- the same order: calls that share a hash wait for each other, and none waits in a circle. Each statement of the
-- function sees what was committed while it waited.
create function sluis.resolve_person(hashes text[]) returns text
language plpgsql
set search_path = pg_catalog
as $$
declare
  lock_key bigint;
  roots text[];
begin
  for lock_key in
    select distinct hashtextextended(hash, 0) as key from unnest(hashes) as given (hash) order by key
  loop
    perform pg_advisory_xact_lock(lock_key);
  end loop;

  select array_agg(distinct root) into roots from sluis.person_identifier where hash = any (hashes);
  if cardinality(roots) > 1 then
    return null;
  end if;

  insert into sluis.person_identifier (hash, root)
    select distinct hash, coalesce(roots[1], hashes[1]) from unnest(hashes) as given (hash)
    on conflict (hash) do nothing;
  return coalesce(roots[1], hashes[1]);
end
$$;
