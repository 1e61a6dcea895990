-- works with programs from migration 0017 on
-- Of the people of a party together: who stands in for the administrator of a board, and who last said that all of them are right.
-- Ids of accounts alone, without a reference: what is said of an account that is gone is not looked at.
create table sluis.portal_people (
  party_kind text not null,
  party_id text not null,
  stand_in uuid,
  stand_in_named_at timestamptz,
  reviewed_by uuid,
  reviewed_at timestamptz,
  primary key (party_kind, party_id)
);
