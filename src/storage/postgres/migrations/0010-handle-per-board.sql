-- A person has a handle at each board, so that an erasure at one board takes nothing from another board's evidence. The
-- ledger keeps its entries for ever, so a handle that is there goes to each board that has entries with it, or an
-- objection; a handle that nothing names is nobody's evidence, and goes.
alter table sluis.person_handle rename to former_person_handle;
alter index sluis.person_handle_pkey rename to former_person_handle_pkey;
alter index sluis.person_handle_handle_key rename to former_person_handle_handle_key;

-- The random name of a person in the ledger of one board. Deleting a row makes that board's entries be about nobody.
create table sluis.person_handle (
  root text not null,
  board text not null,
  handle uuid not null,
  primary key (root, board),
  unique (handle, board)
);

insert into sluis.person_handle (root, board, handle)
  select distinct former.root, entry.board, former.handle
    from sluis.former_person_handle as former join sluis.disclosure as entry on entry.person = former.handle;

with school_of_board as (
  select distinct on (id) id as school, body ->> 'board' as board
    from sluis.record_version where kind = 'school' and not ended order by id, version desc
)
insert into sluis.person_handle (root, board, handle)
  select distinct former.root, school_of_board.board, former.handle
    from sluis.record_version as objection
      join school_of_board on school_of_board.school = objection.body ->> 'school'
      join sluis.former_person_handle as former on former.handle::text = objection.body ->> 'person'
    where objection.kind = 'objection' and not objection.ended
  on conflict (root, board) do nothing;

drop table sluis.former_person_handle;
