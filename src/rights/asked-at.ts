import type { CalendarDay } from '../domain/clock.ts';
import type { BoardId, SchoolId } from '../domain/ids.ts';

/** Of a register, whose a school is. */
export interface BoardsOfSchools {
  get(kind: 'school', id: SchoolId): { readonly board: BoardId } | undefined;
}

/** When something is asked, in days of the federation and in milliseconds since the epoch, and of which register. */
export interface AskedAt {
  readonly today: CalendarDay;
  readonly now: number;
  readonly register: BoardsOfSchools;
}
