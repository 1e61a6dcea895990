-- Calls of the management API in the audit trail: which program did what to which record.
alter table sluis.audit_event
  add column client text,
  add column task text,
  add column record_kind text,
  add column record_id text;

-- A board and a supplier read their own disclosures by the management API, page by page.
create index disclosure_board on sluis.disclosure (board, at desc, number desc);
create index disclosure_supplier on sluis.disclosure (supplier, at desc, number desc);
