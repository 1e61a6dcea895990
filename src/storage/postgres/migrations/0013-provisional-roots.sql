-- Roots that a school-bound identifier alone made, from this migration on: without a row a root is from before, or an
-- ECK iD made it, and is never provisional. `board` asserted the identifier. `provisional` ends when an ECK iD is linked
-- to the root, and when another board relies on it; the time since `made_at` ends it too.
create table sluis.person_root (
  root text primary key,
  board text not null,
  made_at timestamptz not null,
  provisional boolean not null default true
);

-- A provisional root that gave way, the one that its identifiers belong to since, and the board that said so.
create table sluis.person_succession (
  former_root text primary key,
  root text not null,
  board text not null,
  at timestamptz not null
);
create index person_succession_at on sluis.person_succession (at);

-- Conflicts from before ECK iDs were normalised, which nobody has resolved: `hash` of an ECK iD, and the root of the
-- person with whose school-bound identifier it came.
create table sluis.identifier_kept_apart (
  hash text not null,
  root text not null,
  board text not null,
  at timestamptz not null,
  primary key (hash, root)
);

-- True when it is known that this board, and no other, asserted a person: the ledger has an entry of that board and of no
-- other, and each portable identifier is bound to it. Where the ledger says nothing (any more) it is not known.
create function sluis.is_of_board_alone(asked text, asserting_board text) returns boolean
language sql
stable
set search_path = pg_catalog
as $$
  select coalesce(
    (select bool_and(entry.board = asserting_board)
      from sluis.person_handle as handle join sluis.disclosure as entry on entry.person = handle.handle
      where handle.root = asked),
    false
  ) and not exists (
    select from sluis.person_identifier as linked join sluis.portable_identifier as bound using (hash)
      where linked.root = asked and bound.board <> asserting_board
  )
$$;

-- What a sign-in with these identifiers comes to, with what is stored now. Writes nothing and locks nothing.
--
--   known          all are linked to one root, `person`
--   linked         some are new: they get the root that is known, or the first of them becomes it
--   gives_way      the provisional root `former` gives way to `person`, that of the portable identifier
--   kept_apart     a conflict from before: `person` is the root of the school-bound identifier
--   conflict       they belong to several people
--   foreign_board  a portable identifier is bound to another board
create function sluis.judge_identifiers(
  hashes text[],
  portable text[],
  asserting_board text,
  stale_before timestamptz,
  provisional_since timestamptz,
  out judgement text,
  out person text,
  out former text
)
language plpgsql
stable
set search_path = pg_catalog
as $$
declare
  first_root text;
  last_root text;
  known_hashes bigint;
begin
  if exists (
    select from sluis.portable_identifier
      where hash = any (portable) and board <> asserting_board and not released and asserted_at >= stale_before
  ) then
    judgement := 'foreign_board';
    return;
  end if;

  select min(root), max(root), count(*) into first_root, last_root, known_hashes
    from sluis.person_identifier where hash = any (hashes);
  if first_root is null or first_root = last_root then
    judgement := case when known_hashes = cardinality(hashes) then 'known' else 'linked' end;
    person := coalesce(first_root, hashes[1]);
    return;
  end if;

  -- Two roots: that of a portable identifier, and that of the one beside it. A portable identifier that is bound to no
  -- board proves nothing.
  if cardinality(hashes) = 2 and cardinality(portable) = 1 then
    select linked.root into person
      from sluis.person_identifier as linked join sluis.portable_identifier as bound using (hash)
      where linked.hash = portable[1];
    select root into former from sluis.person_identifier where hash = any (hashes) and hash <> portable[1];
    if person is null then
      judgement := 'conflict';
    elsif exists (
      select from sluis.person_root
        where root = former and provisional and board = asserting_board and made_at >= provisional_since
    ) then
      judgement := 'gives_way';
      return;
    elsif not exists (select from sluis.person_root where root = former)
      and not exists (
        select from sluis.person_identifier as linked join sluis.portable_identifier as bound using (hash)
          where linked.root = former
      )
      and sluis.is_of_board_alone(former, asserting_board)
      and sluis.is_of_board_alone(person, asserting_board)
    then
      judgement := 'kept_apart';
      person := former;
      former := null;
      return;
    end if;
  end if;
  judgement := 'conflict';
  person := null;
  former := null;
end
$$;

drop function sluis.identify_person(text[], text[], text, text, timestamptz, timestamptz);

-- Who a sign-in is about, and the word of its board about the portable identifiers: all of it is written, or nothing.
-- `hashes` are distinct, `portable` is the part of them that another board may assert too.
--
-- `outcome` is `resolved`, `kept_apart` (the portable identifier was left aside), `conflict` or `foreign_board`. `former` is the
-- root that gave way in this call. `provisional`: `person` may give way later. `reported`: what is kept apart was known.
--
-- Each statement of the function sees what was committed while it waited. Planning them anew at every call would cost
-- more than they do.
create function sluis.identify_person(
  hashes text[],
  portable text[],
  asserting_board text,
  asserting_school text,
  asserted timestamptz,
  stale_before timestamptz,
  -- absent: no root counts as provisional
  provisional_since timestamptz default 'infinity',
  out outcome text,
  out person text,
  out former text,
  out provisional boolean,
  out reported boolean
)
language plpgsql
set search_path = pg_catalog
set plan_cache_mode = force_generic_plan
as $$
declare
  first_root text;
  last_root text;
  known_hashes bigint;
  by_others boolean;
  judged record;
begin
  -- Nearly every sign-in: nothing to link, and the board has the identifier already. A link to a root that is not
  -- provisional never changes, so this needs one lock at most, that of one row. Whether the root may give way is read in
  -- the same moment as the link: a session with a root that has just given way must be known as one that can.
  select min(linked.root), max(linked.root), count(*),
      coalesce(bool_or(made.provisional and made.made_at >= provisional_since - interval '1 day'), false),
      coalesce(bool_or(made.provisional and made.board <> asserting_board), false)
    into first_root, last_root, known_hashes, provisional, by_others
    from sluis.person_identifier as linked left join sluis.person_root as made on made.root = linked.root
    where linked.hash = any (hashes);
  if known_hashes = cardinality(hashes) and first_root = last_root and cardinality(portable) < 2 then
    update sluis.portable_identifier as bound
      set school = asserting_school, asserted_at = greatest(bound.asserted_at, asserted)
      where hash = portable[1] and board = asserting_board and not released;
    if found or cardinality(portable) = 0 then
      if by_others then
        update sluis.person_root as made set provisional = false where made.root = first_root;
      end if;
      outcome := 'resolved';
      person := first_root;
      return;
    end if;
  end if;

  -- Locks each hash, always in the same order: calls that share a hash wait for each other, and none waits in a circle.
  -- Then the rows that are changed without those locks, by a release and by the statement above. Then the roots that may
  -- give way, whose links change without those locks too; of roots that are to be read below no other can change.
  perform pg_advisory_xact_lock(lock.key)
    from (select distinct hashtextextended(hash, 0) as key from unnest(hashes) as given (hash) order by key) as lock;
  perform from sluis.portable_identifier where hash = any (portable) order by hash for update;
  perform from sluis.person_root as made
    where made.provisional and made.root in (select root from sluis.person_identifier where hash = any (hashes))
    order by made.root for update;

  select * into judged
    from sluis.judge_identifiers(hashes, portable, asserting_board, stale_before, provisional_since);
  outcome := case when judged.judgement in ('known', 'linked', 'gives_way') then 'resolved' else judged.judgement end;
  person := judged.person;
  provisional := false;
  if judged.judgement = 'kept_apart' then
    insert into sluis.identifier_kept_apart (hash, root, board, at)
      values (portable[1], person, asserting_board, asserted) on conflict (hash, root) do nothing;
    reported := not found;
  end if;
  if outcome <> 'resolved' then
    return;
  end if;

  if judged.judgement = 'gives_way' then
    former := judged.former;
    update sluis.person_identifier set root = person where root = former;
    update sluis.person_root as made set provisional = false where made.root = former;
    insert into sluis.person_succession (former_root, root, board, at)
      values (former, person, asserting_board, asserted)
      on conflict (former_root) do update set root = excluded.root, board = excluded.board, at = excluded.at;
  elsif not exists (select from sluis.person_identifier where hash = any (hashes)) and cardinality(portable) = 0 then
    insert into sluis.person_root as made (root, board, made_at) values (person, asserting_board, asserted)
      on conflict (root) do nothing;
    provisional := found;
    -- only where an operator has taken links away: who is made anew has given way to nobody
    delete from sluis.person_succession where former_root = person;
  else
    update sluis.person_root as made set provisional = false
      where made.root = person and made.provisional and (cardinality(portable) > 0 or made.board <> asserting_board);
    provisional := not found and exists (
      select from sluis.person_root as made
        where made.root = person and made.provisional and made.made_at >= provisional_since - interval '1 day'
    );
  end if;

  insert into sluis.person_identifier (hash, root)
    select hash, person from unnest(hashes) as given (hash)
    on conflict (hash) do nothing;
  insert into sluis.portable_identifier as bound (hash, board, school, asserted_at)
    select hash, asserting_board, asserting_school, asserted from unnest(portable) as given (hash)
    on conflict (hash) do update
      set board = excluded.board, school = excluded.school, released = false,
        asserted_at = greatest(bound.asserted_at, excluded.asserted_at);
end
$$;
