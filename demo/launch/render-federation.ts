import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writePrivately } from './file-once.ts';
import { demoPlaceholders, fillPlaceholders } from './placeholders.ts';
import { repository, type DemoSettings } from './settings.ts';

const rendering = z.object({
  /** The day of the first start: all dates of the demo count from it, whenever it is rendered again. */
  firstDay: z.string(),
  demoPort: z.number(),
  /** True once the broker has started with exactly these files. */
  applied: z.boolean(),
  /** True when the register may hold an earlier rendering. */
  again: z.boolean(),
});

export type Rendering = z.infer<typeof rendering>;

const templates = join(repository, 'config', 'demo');

/**
 * Renders the federation's files from their templates: until a broker has started with them, for those of an earlier build
 * may lack what a new register asks for; and whenever the ports have changed. What schools and boards changed in the register
 * since then is theirs, so nothing else renders them again.
 */
export async function renderFederation(settings: DemoSettings, now: Date): Promise<Rendering> {
  const earlier = await readRendering(settings);
  const samePort = earlier?.demoPort === settings.demoPort;
  if (samePort && earlier.applied) return earlier;
  const current = {
    firstDay: earlier?.firstDay ?? dayInTheNetherlands(now),
    demoPort: settings.demoPort,
    applied: false,
    again: samePort ? earlier.again : earlier !== undefined,
  };
  const values = demoPlaceholders({ ...settings, firstDay: current.firstDay });
  for (const name of await readdir(templates)) {
    if (!name.endsWith('.yaml')) continue;
    const text = await fillPlaceholders(await readFile(join(templates, name), 'utf8'), values);
    await writePrivately(join(settings.federationFolder, name), text);
  }
  await writeRendering(settings, current);
  return current;
}

/** To be called when the broker is up: from now on its register is the truth. */
export async function markApplied(settings: DemoSettings, done: Rendering): Promise<void> {
  if (!done.applied) await writeRendering(settings, { ...done, applied: true });
}

/** How the broker is told of the files: over what the register holds after a change of ports, else if it is empty. */
export function applyOption(done: Rendering): '--apply' | '--first-apply' {
  return done.again && !done.applied ? '--apply' : '--first-apply';
}

function renderingFile(settings: DemoSettings): string {
  return join(settings.federationFolder, 'rendering.json');
}

async function readRendering(settings: DemoSettings): Promise<Rendering | undefined> {
  const text = await readIfThere(renderingFile(settings));
  return text === undefined ? undefined : rendering.parse(JSON.parse(text));
}

function writeRendering(settings: DemoSettings, done: Rendering): Promise<void> {
  return writePrivately(renderingFile(settings), JSON.stringify(done));
}

function dayInTheNetherlands(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(now);
}
