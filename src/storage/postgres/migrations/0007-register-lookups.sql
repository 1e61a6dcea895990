-- What a record says about others and what nobody else may have, as words of the form `<kind> <id>`: whom a change touches
-- is found by index, not by reading the whole register. Says nothing that the body does not say.
create function sluis.mentions_of(body jsonb) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog
as $$
  select array_agg(distinct mention) from (
    select 'board ' || (body ->> 'board')
    union all select 'school ' || (body ->> 'school')
    union all select 'supplier ' || (body ->> 'supplier')
    union all select 'sector ' || (body ->> 'sector')
    union all select 'service ' || (body ->> 'service')
    union all select 'agreement ' || (body ->> 'replaces')
    union all select 'parties ' || (body ->> 'board') || '/' || (body ->> 'supplier')
    union all select 'school ' || (body #>> '{closed,successor}')
    union all select 'brin ' || (body ->> 'brin')
    union all select 'namespace ' || (body #>> '{identifier,namespace}')
    union all select 'school ' || (school #>> '{}') from jsonb_path_query(body, '$.schools[*]') as school
    union all select 'service ' || (covered ->> 'service') from jsonb_path_query(body, '$.services[*]') as covered
  ) as found (mention) where mention is not null
$$;
create index record_version_mentions on sluis.record_version using gin (sluis.mentions_of(body)) where not ended;
