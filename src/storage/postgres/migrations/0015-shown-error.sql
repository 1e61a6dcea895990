-- Error ids that stood on pages, for a day. Not append only: rows go when their day is over. No personal data.
create table sluis.shown_error (
  id text primary key,
  at timestamptz not null,
  code text not null,
  idp text,
  service text
);
create index shown_error_at on sluis.shown_error (at);
create index audit_event_error on sluis.audit_event (error_id) where error_id is not null;
