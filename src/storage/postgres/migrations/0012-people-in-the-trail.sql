-- Looks at one person, and erasures: whom, at which board, who and why. The handle is that of the ledger, and is about
-- nobody once it is erased.
alter table sluis.audit_event
  add column person uuid,
  add column board text,
  add column author text,
  add column stated_reason text;
create index audit_event_person on sluis.audit_event (person, at desc, number desc) where person is not null;
