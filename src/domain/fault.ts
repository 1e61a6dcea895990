import type { RecordName } from './record-kinds.ts';

/** What is wrong at one place of one record. */
export interface Finding {
  /** Where in the record, by keys and list positions; empty for the whole record. */
  readonly path: readonly (string | number)[];
  /** Completes "this …"; of a contradiction it names both sides. */
  readonly problem: string;
  readonly remedy: string;
}

/** The same with the record: the one shape in which files, rules, rights and changes say what is wrong. */
export interface Fault extends RecordName, Finding {}

export function faultOf({ kind, id }: RecordName, { path, problem, remedy }: Finding): Fault {
  return { kind, id, path, problem, remedy };
}

/** A fault for people, on one line. */
export function faultLine({ kind, id, path, problem, remedy }: Fault): string {
  const place = [kind, id, path.join('.')].filter((part) => part !== '').join(' ');
  return `${place}: ${problem}. To do: ${remedy}.`;
}
