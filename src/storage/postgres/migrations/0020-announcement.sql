-- works with programs from migration 0017 on
-- What operator and suppliers announce about trouble that is known, until it ends. Not append only: an announcement takes the place of
-- the one before; the audit trail has who did that. No personal data.
create table sluis.announcement (
  -- id of a service, or * for all sign-ins
  about text primary key,
  -- null: the operator's
  supplier text,
  nl text not null,
  en text,
  posted_at timestamptz not null,
  ends_at timestamptz not null
);
