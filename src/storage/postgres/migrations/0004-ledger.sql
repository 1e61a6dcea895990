-- Disclosures: names and reasons, never values. `number` orders entries of the same moment.
create table sluis.disclosure (
  number bigint generated always as identity,
  id uuid primary key,
  at timestamptz not null,
  person uuid not null,
  kind text not null,
  school text not null,
  board text not null,
  supplier text not null,
  service text not null,
  released jsonb not null,
  withheld jsonb not null,
  agreement text not null,
  agreement_version integer not null,
  policy_version integer not null,
  subject_proof text not null
);
create index disclosure_newest on sluis.disclosure (at desc, number desc);
create index disclosure_person on sluis.disclosure (person, at desc, number desc);
create index disclosure_school on sluis.disclosure (school, at desc, number desc);
create index disclosure_service on sluis.disclosure (service, at desc, number desc);

-- What happened: typed names and reason codes.
create table sluis.audit_event (
  number bigint generated always as identity primary key,
  type text not null,
  at timestamptz not null,
  reason text,
  error_id text,
  idp text,
  school text,
  service text,
  attribute text,
  amount bigint
);
create index audit_event_newest on sluis.audit_event (at desc, number desc);
create index audit_event_type on sluis.audit_event (type, at desc, number desc);

create trigger append_only before update or delete or truncate on sluis.disclosure
  for each statement execute function sluis.refuse_change();
create trigger append_only before update or delete or truncate on sluis.audit_event
  for each statement execute function sluis.refuse_change();
