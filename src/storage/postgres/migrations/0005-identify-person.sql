drop function sluis.resolve_person(text[]);

-- Who a sign-in is about, and the word of its board about the portable identifiers: all of it is written, or nothing.
-- `hashes` are distinct, `portable` is the part of them that another board may assert too.
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
  out outcome text,
  out person text
)
language plpgsql
set search_path = pg_catalog
set plan_cache_mode = force_generic_plan
as $$
declare
  first_root text;
  last_root text;
  known_hashes bigint;
begin
  -- Nearly every sign-in: nothing to link, and the board has the identifier already. A link never changes once it is
  -- written, so this needs one lock at most, that of one row.
  select min(root), max(root), count(*) into first_root, last_root, known_hashes
    from sluis.person_identifier where hash = any (hashes);
  if known_hashes = cardinality(hashes) and first_root = last_root and cardinality(portable) < 2 then
    update sluis.portable_identifier as bound
      set school = asserting_school, asserted_at = greatest(bound.asserted_at, asserted)
      where hash = portable[1] and board = asserting_board and not released;
    if found or cardinality(portable) = 0 then
      outcome := 'resolved';
      person := first_root;
      return;
    end if;
  end if;

  -- Locks each hash, always in the same order: calls that share a hash wait for each other, and none waits in a circle.
  -- Then the rows that are changed without those locks, by a release and by the statement above.
  perform pg_advisory_xact_lock(lock.key)
    from (select distinct hashtextextended(hash, 0) as key from unnest(hashes) as given (hash) order by key) as lock;
  perform from sluis.portable_identifier where hash = any (portable) order by hash for update;

  if exists (
    select from sluis.portable_identifier
      where hash = any (portable) and board <> asserting_board and not released and asserted_at >= stale_before
  ) then
    outcome := 'foreign_board';
    return;
  end if;

  select min(root), max(root) into first_root, last_root from sluis.person_identifier where hash = any (hashes);
  if first_root <> last_root then
    outcome := 'conflict';
    return;
  end if;

  outcome := 'resolved';
  person := coalesce(first_root, hashes[1]);
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
