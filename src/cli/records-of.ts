import type { RecordKind } from '../domain/record-kinds.ts';
import type { StoredRecord } from '../storage/stores/records.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';

const perPage = 500;

/** All records of a kind that have not ended, page by page, in the order of ids; after the id `first`. */
export async function* recordsOf(
  store: Pick<RegisterStore, 'list'>,
  kind: RecordKind,
  first = '',
): AsyncGenerator<StoredRecord> {
  for (let after: string | undefined = first; after !== undefined;) {
    const page: readonly StoredRecord[] = await store.list({
      kind,
      limit: perPage,
      ...(after === '' ? {} : { after }),
    });
    yield* page;
    after = page.length < perPage ? undefined : page.at(-1)?.id;
  }
}
