-- works with programs from migration 0017 on
-- People who work for boards, suppliers and the operator: who they are and what they may do is sealed with a lasting key. A
-- small processing of its own, erasable, so not append only. `party_id` is empty for the operator.
create table sluis.portal_account (
  id uuid primary key,
  party_kind text not null,
  party_id text not null,
  version integer not null,
  subject text,
  made_at timestamptz not null,
  last_used_on date,
  key_version integer not null,
  content bytea not null,
  unique (party_kind, party_id, subject)
);
create index portal_account_subject on sluis.portal_account (subject);
create index portal_account_key_version on sluis.portal_account (key_version, id);

-- Invitations that are open. What the link and the browser hold is kept as a hash.
create table sluis.portal_invitation (
  id uuid primary key,
  party_kind text not null,
  party_id text not null,
  secret_hash bytea not null unique,
  browser_hash bytea,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  key_version integer not null,
  content bytea not null
);
create index portal_invitation_party on sluis.portal_invitation (party_kind, party_id, invited_at);
create index portal_invitation_key_version on sluis.portal_invitation (key_version, id);

-- The code that somebody reads in the registered mailbox of a board, as a hash: who has it shows that they act for the board.
create table sluis.portal_board_code (
  board text primary key,
  code_hash bytea not null,
  expires_at timestamptz not null,
  tries_left integer not null
);
