import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federationTexts } from '../../src/register/files/federation-text.ts';
import type { WrittenRecord } from '../../src/storage/stores/records.ts';

/** Writes records as `sluis export` does, for as long as `work` takes. */
export async function inFederationFolder<Value>(
  records: readonly WrittenRecord[],
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-federation-'));
  try {
    for (const { name, text } of federationTexts(records)) await writeFile(join(folder, name), text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
