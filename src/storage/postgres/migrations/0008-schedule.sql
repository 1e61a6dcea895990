-- Changes of the register that somebody asked for, to be applied at a later moment.
create table sluis.scheduled_change (
  id uuid primary key,
  author text not null,
  reason text not null,
  due timestamptz not null,
  asked_at timestamptz not null,
  changes jsonb not null
);

-- What became of each. One row at most, so that a change is applied once, by one node, and not when it was cancelled.
create table sluis.scheduled_outcome (
  id uuid primary key references sluis.scheduled_change,
  outcome text not null check (outcome in ('applied', 'cancelled', 'failed')),
  at timestamptz not null,
  revision bigint check ((revision is not null) = (outcome = 'applied')),
  author text check ((author is not null) = (outcome = 'cancelled')),
  faults jsonb check ((faults is not null) = (outcome = 'failed'))
);

create trigger append_only before update or delete or truncate on sluis.scheduled_change
  for each statement execute function sluis.refuse_change();
create trigger append_only before update or delete or truncate on sluis.scheduled_outcome
  for each statement execute function sluis.refuse_change();
