import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemoKeys } from '../../demo/launch/keys.ts';
import { prepareFolders } from '../../demo/launch/prepare-folders.ts';
import { readDemoSettings, type DemoSettings } from '../../demo/launch/settings.ts';

export interface DemoFolder {
  readonly settings: DemoSettings;
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** A data folder of the demo with keys and secrets, in the temporary folder. */
export async function demoFolder(ports: Readonly<Record<string, string>> = {}): Promise<DemoFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-demo-'));
  const env = { ...ports, SLUIS_DATA: folder };
  const settings = readDemoSettings(env);
  await prepareFolders(settings);
  await makeDemoKeys(settings);
  return { settings, env, remove: () => rm(folder, { recursive: true, force: true }) };
}
