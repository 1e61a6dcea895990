-- Which keyed hashes of identifiers stand for the person who made an objection, at the board where it was made. An
-- objection names some in its record; those of identifiers that come along later are added when the person signs in.
-- Nobody without an objection has a row. Rows stay when the objection ends or is written anew: a version that is brought
-- back must not know less than there was known.
create table sluis.objection_identifier (
  hash text not null,
  objection text not null,
  primary key (hash, objection)
);
create index objection_identifier_objection on sluis.objection_identifier (objection);

-- In the transaction that writes a record, whoever writes it.
create function sluis.keep_objection_hashes() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  insert into sluis.objection_identifier (hash, objection)
    select hash, new.id from jsonb_array_elements_text(new.body -> 'hashes') as given (hash)
    order by hash
    on conflict (hash, objection) do nothing;
  return null;
end
$$;
create trigger keep_objection_hashes after insert on sluis.record_version
  for each row when (new.kind = 'objection' and jsonb_typeof(new.body -> 'hashes') = 'array')
  execute function sluis.keep_objection_hashes();

-- All hashes that stand for the person of these, who is one person at one board: those given, and those of every
-- objection that one of them belongs to, which gets the others. Rows are only added, always in the same order, so calls
-- at the same time never wait in a circle.
create function sluis.join_objections(given text[]) returns text[]
language plpgsql
set search_path = pg_catalog
as $$
declare
  objections text[];
begin
  select array_agg(distinct objection) into objections from sluis.objection_identifier where hash = any (given);
  if objections is null then
    return given;
  end if;
  insert into sluis.objection_identifier (hash, objection)
    select hash, objection from unnest(given) as g (hash) cross join unnest(objections) as o (objection)
    order by hash, objection
    on conflict (hash, objection) do nothing;
  return array(select distinct hash from sluis.objection_identifier where objection = any (objections));
end
$$;

-- What a sign-in has to know about objections, once it is known whom it is about; `person` is null when that was
-- refused, and then nothing is written. `asserted`, `boards` and `hashes` belong together: an identifier, a board, and
-- the objection hash of the two. Only identifiers that belong to the person count.
create function sluis.objections_of_sign_in(
  person text,
  asserted text[],
  boards text[],
  hashes text[],
  out identifiers text[],
  out objections text[]
)
language plpgsql
set search_path = pg_catalog
as $$
declare
  each_board text;
begin
  identifiers := array(select hash from sluis.person_identifier where root = person);
  objections := '{}';
  for each_board in select distinct board from unnest(boards) as b (board) order by board loop
    objections := objections || sluis.join_objections(array(
      select hash from unnest(asserted, boards, hashes) as given (identifier, board, hash)
        where board = each_board and identifier = any (identifiers)
    ));
  end loop;
end
$$;
