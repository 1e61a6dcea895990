import type { RecordKind } from '../domain/record-kinds.ts';
import { kinds } from '../register/model/kinds.ts';
import { valueAt } from '../register/model/mapping.ts';
import { textsAt } from '../register/model/references.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import type { BoundParty, Party } from '../domain/party.ts';

/** With whose records a party may do something, read after the task: “a board sees a school naming it”. */
export type Whose = 'any' | 'none' | keyof typeof conditions;

/** A record as it is, or as it is to be. */
export interface AskedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly body: unknown;
}

const conditions = { itself, namingIt, ofOwnSchools };

export function isFor(whose: Whose, party: Party, record: AskedRecord, register: BeforeAndAfter): boolean {
  if (whose === 'any') return true;
  if (whose === 'none' || party.kind === 'operator') return false;
  return conditions[whose](party, record, register);
}

function itself(party: BoundParty, { kind, id }: AskedRecord): boolean {
  return kind === party.kind && id === party.id;
}

function namingIt(party: BoundParty, { body }: AskedRecord): boolean {
  return valueAt(body, [party.kind]) === party.id;
}

function ofOwnSchools(party: BoundParty, { kind, body }: AskedRecord, register: BeforeAndAfter): boolean {
  return party.kind === 'board' && areSchoolsOf(party.id, schoolsNamedBy(kind, body), register);
}

/** Schools whose board decides who may see and change a record. A school itself is its own board's, whatever it names. */
export function schoolsNamedBy(kind: RecordKind, body: unknown): readonly string[] {
  if (kind === 'school') return [];
  return kinds[kind].references
    .filter(({ to }) => to === 'school')
    .flatMap(({ at }) => textsAt(body, at).map(({ text }) => text));
}

/** True when each of the schools exists and belongs to this board, before and after. */
export function areSchoolsOf(
  board: string,
  schools: readonly string[],
  { before, after }: BeforeAndAfter,
): boolean {
  const boardsOf = (school: string): readonly string[] =>
    [before, after].flatMap((register) => register.get('school', school)?.board ?? []);
  return (
    schools.length > 0 &&
    schools.every((school) => {
      const boards = boardsOf(school);
      return boards.length > 0 && boards.every((each) => each === board);
    })
  );
}
