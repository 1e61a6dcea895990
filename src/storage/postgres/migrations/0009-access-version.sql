-- Which version of the school's access rule a release rests on; none where the school had no rule.
alter table sluis.disclosure add column access_version integer;
