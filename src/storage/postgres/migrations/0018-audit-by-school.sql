-- works with programs from migration 0017 on
-- The trail of one school, the newest first: for the help desk, which is told a school and two words on the telephone.
create index audit_event_school on sluis.audit_event (school, at desc, number desc) where school is not null;
