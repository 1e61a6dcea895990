-- For tables that are only ever added to. Triggers are for each statement, so that they also stop one that finds no row.
create function sluis.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  raise exception '% is append only: % refused', tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end
$$;
