import { z } from 'zod';
import type { Step } from '../../register/changes/step.ts';
import type { RecordKind } from '../../storage/stores/records.ts';

/** A record as it is and as somebody wants it. */
export type WishedChange = Step;

/** What the rights to one record depend on besides the record. */
export interface Surroundings {
  /** The boards of a school: the one that it has now, and the one that it is to have; empty: no such school. */
  boardsOf(school: string): ReadonlySet<string>;
}

const schoolOfRecord = z.looseObject({ school: z.string() });
const schoolsOfIdp = z.looseObject({ schools: z.array(z.string()) });
const boardOfSchool = z.looseObject({ board: z.string() });

/** Schools whose board decides who may see and change a record. */
export function schoolsNamedBy(kind: RecordKind, body: unknown): readonly string[] {
  if (kind === 'idp') return schoolsOfIdp.safeParse(body).data?.schools ?? [];
  if (kind !== 'policy' && kind !== 'access' && kind !== 'objection') return [];
  const school = schoolOfRecord.safeParse(body).data?.school;
  return school === undefined ? [] : [school];
}

/** From the schools as they are, and the changes that are wished for together. */
export function surroundingsOf(
  schools: readonly { readonly id: string; readonly body: unknown }[],
  wishes: readonly WishedChange[],
): Surroundings {
  const boards = new Map<string, Set<string>>();
  const add = (school: string, body: unknown): void => {
    const board = boardOfSchool.safeParse(body).data?.board;
    if (board !== undefined) boards.set(school, (boards.get(school) ?? new Set()).add(board));
  };
  for (const { id, body } of schools) add(id, body);
  for (const { kind, id, before, after } of wishes) {
    if (kind !== 'school') continue;
    add(id, before);
    add(id, after);
  }
  return { boardsOf: (school) => boards.get(school) ?? new Set() };
}

/** True when each of the schools exists and belongs to this board, before and after. */
export function areSchoolsOf(board: string, schools: readonly string[], around: Surroundings): boolean {
  return (
    schools.length > 0 &&
    schools.every((school) => {
      const boards = around.boardsOf(school);
      return boards.size === 1 && boards.has(board);
    })
  );
}
