-- works with programs from migration 0015 on
-- By what a version is found when others change: written with it by the program, which alone knows what a record names. For
-- versions that are there, and for those that a program of the last release still writes, the function of that release says
-- it; with that program the trigger, the function and its index go.
alter table sluis.record_version add column refers_to text[];

alter table sluis.record_version disable trigger append_only;
update sluis.record_version set refers_to = coalesce(sluis.mentions_of(body), '{}') where not ended;
alter table sluis.record_version enable trigger append_only;

create index record_version_refers_to on sluis.record_version using gin (refers_to) where not ended;

create function sluis.fill_refers_to() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  new.refers_to := coalesce(sluis.mentions_of(new.body), '{}');
  return new;
end
$$;
create trigger fill_refers_to before insert on sluis.record_version
  for each row when (new.refers_to is null and not new.ended) execute function sluis.fill_refers_to();
