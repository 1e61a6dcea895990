import { z } from 'zod';
import type { SealedContent, SealedRows } from '../stores/sealed-rows.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import type { Statement } from './statement.ts';

/** How many rows each version of the lasting key sealed. */
export const rowsOfVersion = z.object({ key_version: z.int(), rows: wholeNumber });
/** Of a row that was sealed anew. */
export const sealedAnew = z.object({ sealed: z.literal(true) });

interface SealedTable {
  /** Its name, as the associated data has it. */
  readonly table: string;
  readonly versions: Statement<z.infer<typeof rowsOfVersion>>;
  /** Takes the version, what `after` says, and how many rows at most. */
  readonly sealedWith: Statement<SealedContent>;
  /** Takes what `nameOf` says, the content, the version that seals it and the one that did. */
  readonly sealAnew: Statement<z.infer<typeof sealedAnew>>;
  /** The columns that name a row. */
  readonly nameOf: (id: string) => readonly string[];
  /** Those of the row after which a page begins; of the first page `undefined`. */
  readonly after: (id: string | undefined) => readonly (string | null)[];
}

/** What every store does alike that has something sealed with a lasting key. */
export function sealedRowsIn(
  postgres: Postgres,
  { table, versions, sealedWith, sealAnew, nameOf, after: placeOf }: SealedTable,
): SealedRows {
  return {
    table,
    versions: async () =>
      new Map((await postgres.run(versions, [])).map(({ key_version, rows }) => [key_version, rows])),
    sealedWith: (version, { after, limit }) => postgres.run(sealedWith, [version, ...placeOf(after), limit]),
    sealAnew: (rows, { from, to }) =>
      postgres.transaction(async (run) => {
        let count = 0;
        for (const { id, sealed } of rows) {
          count += (await run(sealAnew, [...nameOf(id), Buffer.from(sealed), to, from])).length;
        }
        return count;
      }),
  };
}
