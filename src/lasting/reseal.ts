import type { LastingSealer } from '../domain/sealer.ts';
import type { SealedContent, SealedRows } from '../storage/stores/sealed-rows.ts';

/** Rows that are opened, sealed and written together: with the largest documents some 20 MiB. */
const rowsTogether = 4;

export interface ResealParts {
  readonly sealer: LastingSealer;
  readonly sealedRows: readonly SealedRows[];
  /** Told after each batch how many rows are sealed anew. */
  readonly onProgress?: (rows: number) => void;
}

/** How many rows were sealed anew, and which do not open. */
export interface Resealed {
  readonly rows: number;
  readonly unreadable: readonly string[];
}

/**
 * Seals everything that lasts with the newest key. Batch by batch, and each is whole: whoever is stopped in the middle begins
 * again and finds what is left. What does not open stays as it is.
 */
export async function reseal({ sealer, sealedRows, onProgress }: ResealParts): Promise<Resealed> {
  let rows = 0;
  const unreadable: string[] = [];
  for (const table of sealedRows) {
    for (const version of (await table.versions()).keys()) {
      if (version === sealer.currentVersion) continue;
      for await (const batch of batchesOf(table, version)) {
        const opened = openedAnew(sealer, table, batch, unreadable);
        rows += await table.sealAnew(opened, { from: version, to: sealer.currentVersion });
        onProgress?.(rows);
      }
    }
  }
  return { rows, unreadable };
}

/** By id, and not from the start each time: what does not open would come for ever. */
async function* batchesOf(table: SealedRows, version: number): AsyncGenerator<readonly SealedContent[]> {
  let after: string | undefined;
  do {
    const batch: readonly SealedContent[] = await table.sealedWith(version, {
      limit: rowsTogether,
      ...(after === undefined ? {} : { after }),
    });
    yield batch;
    after = batch.at(-1)?.id;
  } while (after !== undefined);
}

function openedAnew(
  sealer: LastingSealer,
  { table }: Pick<SealedRows, 'table'>,
  batch: readonly SealedContent[],
  unreadable: string[],
): readonly SealedContent[] {
  return batch.flatMap(({ id, sealed }) => {
    const content = sealer.open(sealed, { table, id });
    if (content !== undefined) return [{ id, sealed: sealer.seal(content, { table, id }) }];
    unreadable.push(`${table} ${id}`);
    return [];
  });
}
