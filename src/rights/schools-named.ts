import type { RecordKind } from '../domain/record-kinds.ts';
import { kinds } from '../register/model/kinds.ts';
import { textsAt } from '../register/model/references.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';

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
