import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { federationTexts } from '../../src/register/files/federation-text.ts';
import { startStores } from '../measured/stores.ts';
import { coherentCrowd } from './coherent-crowd.ts';
import type { CrowdSize } from './crowd.ts';

export interface FirstApply {
  readonly records: number;
  readonly seconds: number;
  /** Of the command; the database is apart. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

const told = z.object({ cpuSeconds: z.number(), peakBytes: z.number() });

/** `sluis apply` of a whole federation to an empty register, in a process of its own. */
export async function measureFirstApply(size: CrowdSize): Promise<FirstApply> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-bench-'));
  const stores = await startStores();
  try {
    const records = coherentCrowd(size);
    for (const file of federationTexts(records)) await writeFile(join(folder, file.name), file.text);
    const databaseUrl = await stores.createDatabase('first_apply');
    const began = performance.now();
    const resources = await apply(folder, databaseUrl);
    return { records: records.length, seconds: (performance.now() - began) / 1000, ...resources };
  } finally {
    await stores.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function apply(folder: string, databaseUrl: string): Promise<z.infer<typeof told>> {
  const hook = new URL('./tell-resources.ts', import.meta.url).href;
  const words = ['src/cli/sluis.ts', 'apply', folder, '--yes', '--author', 'bench', '--reason', 'bench'];
  const child = spawn(process.execPath, ['--import', hook, ...words], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const pipe = child.stdio[3];
  if (!(pipe instanceof Readable)) throw new TypeError('the command has no pipe');
  const [said] = await Promise.all([text(pipe), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`sluis apply ended with ${String(child.exitCode)}`);
  return told.parse(JSON.parse(said));
}
