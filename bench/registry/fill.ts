import { newVersionOf } from '../../src/register/changes/step.ts';
import type { WrittenRecord } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';

/** Writes these records into an empty register, so many in a revision. Returns how many there are. */
export async function fill(
  store: RegisterStore,
  records: Iterable<WrittenRecord>,
  batchSize = 5_000,
): Promise<number> {
  let count = 0;
  let batch: WrittenRecord[] = [];
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    const meta = { author: 'bench', reason: 'an invented federation', at: Date.now() };
    const written = await store.apply(await store.revision(), batch.map(newVersionOf), meta);
    if (written.outcome !== 'applied') throw new Error('somebody else writes into this register');
    count += batch.length;
    batch = [];
  };
  for (const record of records) {
    batch.push(record);
    if (batch.length === batchSize) await write();
  }
  await write();
  return count;
}
