-- What somebody is at a school is called an affiliation now: the column of the ledger, and the codes that said "kind" of it.
-- Nothing but the names changes, so the rows that are there get them too; this migration alone may touch them, and closes the
-- tables again behind it.
alter table sluis.disclosure rename column kind to affiliation;

alter table sluis.disclosure disable trigger append_only;
update sluis.disclosure
  set withheld = replace(withheld::text, '"reason": "kind_not_in_agreement"', '"reason": "affiliation_not_in_agreement"')::jsonb
  where withheld @> '[{"reason": "kind_not_in_agreement"}]';
alter table sluis.disclosure enable trigger append_only;

alter table sluis.audit_event disable trigger append_only;
update sluis.audit_event
  set reason = regexp_replace(reason, '^(identity\.)?kind_', '\1affiliation_')
  where reason in ('kind_not_covered', 'kind_not_in_audience', 'kind_not_in_access', 'identity.kind_unknown', 'identity.kind_ambiguous');
alter table sluis.audit_event enable trigger append_only;

update sluis.shown_error
  set code = regexp_replace(code, '^(identity\.)?kind_', '\1affiliation_')
  where code in ('kind_not_covered', 'kind_not_in_audience', 'kind_not_in_access', 'identity.kind_unknown', 'identity.kind_ambiguous');
