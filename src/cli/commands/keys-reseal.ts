import { readSettings } from '../../config/read-settings.ts';
import type { LastingSealer } from '../../domain/sealer.ts';
import { reseal } from '../../lasting/reseal.ts';
import type { SealedRows } from '../../storage/stores/sealed-rows.ts';
import type { CommandContext, Terminal } from '../command.ts';
import { sealedRowsOf, withKeys } from '../with-keys.ts';

/** `sluis keys reseal`: everything that lasts gets the newest key. */
export async function keysReseal(
  { dryRun = false }: { readonly dryRun?: boolean },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  return await withKeys(readSettings(env), terminal.say, async (postgres, { keyring }) => {
    const sealedRows = sealedRowsOf(postgres);
    if (dryRun) {
      await sayVersions(sealedRows, keyring.lasting, terminal);
      return 0;
    }
    const onProgress = (rows: number): void => terminal.showStatus?.(`${String(rows)} rows sealed anew`);
    const { rows, unreadable } = await reseal({ sealer: keyring.lasting, sealedRows, onProgress });
    terminal.out(`${String(rows)} rows sealed anew`);
    await sayVersions(sealedRows, keyring.lasting, terminal);
    for (const row of unreadable) terminal.say(`${row} does not open, and stays as it is`);
    return unreadable.length === 0 ? 0 : 1;
  });
}

/** A version that sealed nothing any more is needed by backups alone. */
async function sayVersions(
  sealedRows: readonly SealedRows[],
  { currentVersion, versions }: LastingSealer,
  terminal: Terminal,
): Promise<void> {
  const used = new Set<number>();
  for (const rows of sealedRows) {
    for (const [version, count] of await rows.versions()) {
      used.add(version);
      terminal.out(`${rows.table}: ${String(count)} rows sealed with version ${String(version)}`);
    }
  }
  for (const version of versions.filter((one) => one < currentVersion && !used.has(one))) {
    terminal.out(
      `version ${String(version)} of lasting.json seals nothing any more: only backups from before may need it`,
    );
  }
}
