import { access, constants, mkdir } from 'node:fs/promises';
import type { DemoSettings } from './settings.ts';
import { StartFault } from './start-fault.ts';

/** Makes the folders of the demo; throws `StartFault` that names the first one in which this user may not write. */
export async function prepareFolders(settings: DemoSettings): Promise<void> {
  // The database's own user may have to get through this one, so it keeps the usual rights.
  await prepare(settings.dataFolder, 'SLUIS_DATA', 0o755);
  await prepare(settings.keysFolder, 'SLUIS_KEYS', 0o700);
  for (const folder of [settings.partyKeysFolder, settings.federationFolder, settings.logFolder]) {
    await prepare(folder, 'SLUIS_DATA', 0o700);
  }
}

async function prepare(folder: string, variable: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no right to';
    throw new StartFault(
      1,
      `This user cannot write in the folder ${folder} (${reason}). Give it the right, or set ${variable} to another folder.`,
      { cause },
    );
  }
}
