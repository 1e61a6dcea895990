-- works with programs from migration 0018 on
-- Namespaces of schools' logins in which somebody was identified. Hashes of identifiers do not tell their namespace.
create table sluis.used_namespace (
  namespace text primary key,
  since timestamptz not null
);
create trigger append_only before update or delete or truncate on sluis.used_namespace
  for each statement execute function sluis.refuse_change();
