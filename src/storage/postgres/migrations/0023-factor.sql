-- works with programs from migration 0017 on
-- Second factors of accounts of the portal, and the ways around them. Not append only: a factor can be removed, and an account
-- erased. No row names an account but by its id; accounts may be in a table that comes later.
create table sluis.portal_factor (
  account uuid not null,
  id uuid not null,
  kind text not null check (kind in ('passkey', 'totp', 'recovery_codes')),
  -- SHA-256 of the credential id
  credential text unique,
  sign_count bigint,
  -- the newest time step whose code was used
  totp_step bigint,
  added_at timestamptz not null,
  last_used_at timestamptz,
  key_version integer not null,
  content bytea not null,
  primary key (account, id),
  check ((kind = 'passkey') = (credential is not null and sign_count is not null)),
  check ((kind = 'totp') = (totp_step is not null))
);
create unique index portal_factor_id on sluis.portal_factor (id);
create unique index portal_factor_single on sluis.portal_factor (account, kind) where kind <> 'passkey';
create index portal_factor_key_version on sluis.portal_factor (key_version, account, id);

create table sluis.portal_recovery_code (
  factor uuid not null references sluis.portal_factor (id) on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (factor, hash)
);

create table sluis.portal_recovery_pass (
  account uuid primary key,
  opens_at timestamptz not null,
  closes_at timestamptz not null
);

create table sluis.portal_factor_reset (
  account uuid primary key,
  requested_by jsonb not null,
  requested_at timestamptz not null,
  confirmed_by jsonb,
  confirmed_at timestamptz,
  opens_at timestamptz,
  closes_at timestamptz,
  done boolean not null default false,
  used_up boolean not null default false
);

create table sluis.portal_factor_account (
  account uuid primary key,
  -- by what authenticators know the account: random, and not its id
  user_handle text unique,
  -- a reset ended the sessions that began before
  sessions_before timestamptz
);

-- for which RP ID the passkeys were made; the newest row counts
create table sluis.portal_relying_party (
  number bigint generated always as identity primary key,
  relying_party_id text not null,
  at timestamptz not null,
  author text not null,
  reason text not null
);
create trigger append_only before update or delete or truncate on sluis.portal_relying_party
  for each statement execute function sluis.refuse_change();
