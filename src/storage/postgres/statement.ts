import type { z } from 'zod';

/** A statement that PostgreSQL prepares once per connection. The name is unique in the whole program. */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  /** What one row has to look like; any other row is a failure. */
  readonly row: z.ZodType<Row>;
}

const made = new Map<string, string>();

/** Makes a statement of the program, once at its start. Throws for a name that another one has. */
export function statement<Row>(said: Statement<Row>): Statement<Row> {
  if (made.has(said.name)) throw new TypeError(`two statements are called ${said.name}`);
  made.set(said.name, said.text);
  return said;
}

/**
 * Name and text of the statements that the loaded modules made. What is put together at a call (lists with filters) is not
 * among them.
 */
export function madeStatements(): ReadonlyMap<string, string> {
  return made;
}
