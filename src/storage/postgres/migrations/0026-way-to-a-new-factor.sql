-- works with programs from migration 0023 on
-- A reset in each other's presence, its link, and recovery codes that say by themselves whose they are.
alter table sluis.portal_factor_reset
  -- whoever asked says that they are with the person whose account it is, and that person says so too
  add column in_presence boolean not null default false,
  add column joined_at timestamptz,
  -- SHA-256 of what the link holds, and of what the browser holds that took it up
  add column link_hash bytea,
  add column browser_hash bytea;
create unique index portal_factor_reset_link on sluis.portal_factor_reset (link_hash);

-- 24 bits of the SHA-256 of the code: enough to find the few rows that it may be, and nothing to try codes on
alter table sluis.portal_recovery_code add column lookup text;
create index portal_recovery_code_lookup on sluis.portal_recovery_code (lookup);
