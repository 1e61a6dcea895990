import type { z } from 'zod';
import type { Statement } from './statement.ts';

/** A table with a moment (`at`) and a number of each row, in the order of which it is listed. */
interface List<Asked extends string, Row> {
  readonly name: string;
  readonly table: string;
  readonly columns: string;
  readonly row: z.ZodType<Row>;
  /** What each part of a question asks of a row; the value takes the place of `?`. */
  readonly conditions: readonly (readonly [Asked, string])[];
}

/** What is asked for; `undefined`: it does not matter. */
type Question<Asked extends string> = Readonly<Record<Asked, string | undefined>>;

/**
 * A list of a table, the newest first: a statement for exactly what is asked for, so that PostgreSQL can use the index of that
 * question, and its values.
 */
export function newestFirst<Asked extends string, Row>({
  name,
  table,
  columns,
  row,
  conditions,
}: List<Asked, Row>): (limit: number, question: Question<Asked>) => [Statement<Row>, unknown[]] {
  return (limit, question) => {
    const asked = conditions.filter(([part]) => question[part] !== undefined);
    const where = asked.map(([, condition], index) => condition.replace('?', `$${String(index + 2)}`));
    const text =
      `select ${columns} from ${table}` +
      (where.length > 0 ? ` where ${where.join(' and ')}` : '') +
      ' order by at desc, number desc limit $1';
    const parts = asked.map(([part]) => part);
    return [{ name: [name, ...parts].join('-'), text, row }, [limit, ...parts.map((part) => question[part])]];
  };
}
