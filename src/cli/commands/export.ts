import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { federationJsonSchema } from '../../register/files/federation-schema.ts';
import { exportMark, federationTexts } from '../../register/files/federation-text.ts';
import { readSettings } from '../../config/read-settings.ts';
import { asInForce } from '../../register/model/defaults-when-new.ts';
import { fileKinds } from '../../register/model/kinds.ts';
import { sortedJson } from '../../register/model/sorted-json.ts';
import { hasCode } from '../../embedded-postgres/system-error.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { WrittenRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { progressOn, type Progress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

const schemaName = 'federation.schema.json';

/** `sluis export`: the register as federation files, one whole snapshot of it. */
export async function exportRegister(
  folder: string,
  { force = false }: { readonly force?: boolean },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const { earlier, others } = await lookInto(folder);
  if (others.length > 0 && !force) {
    throw usageFault(
      `${folder} holds files that were not exported (${others.slice(0, 3).join(', ')}): name another folder, or give --force`,
    );
  }
  const settings = readSettings(env);
  await mayFail(folder, makeFolder(folder)); // before minutes of reading
  const { revision, records, objections } = await withDatabase(settings, terminal.say, (postgres) =>
    readAll(createPostgresRegisterStore(postgres), progressOn(terminal, 'records read')),
  );
  if (records.length === 0) {
    terminal.say('the register is empty: there is nothing to export');
    return 1;
  }
  const written = await mayFail(folder, writeAll(folder, records, progressOn(terminal, 'records written')));
  // What an earlier export wrote and this one did not would say what is no longer so.
  for (const name of earlier) if (!written.has(name)) await mayFail(folder, rm(join(folder, name)));
  terminal.out(
    `${folder}: ${String(records.length)} records of revision ${String(revision)} in ${String(written.size)} files`,
  );
  if (objections > 0) {
    terminal.say(
      `${String(objections)} objections were not exported: they are about people, and stay in the register only`,
    );
  }
  return 0;
}

async function readAll(store: Pick<RegisterStore, 'read'>, progress: Progress) {
  const kinds = new Set(fileKinds.map(({ kind }) => kind));
  const records: WrittenRecord[] = [];
  let objections = 0;
  const revision = await store.read((batch) => {
    for (const { kind, id, body } of batch) {
      if (kinds.has(kind)) records.push({ kind, id, body: sortedJson(asInForce(kind, body)) });
      else objections += 1;
    }
    progress(records.length);
  });
  return { revision, records, objections };
}

/** With its parents. Not by `recursive`: that never ends where the system refuses to make a folder, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT') || (await isThere(dirname(path)))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** Gives the names of the files. */
async function writeAll(
  folder: string,
  records: readonly WrittenRecord[],
  progress: Progress,
): Promise<ReadonlySet<string>> {
  await writeWhole(join(folder, schemaName), federationJsonSchema());
  const names = new Set<string>();
  let done = 0;
  for (const { name, text } of federationTexts(records)) {
    await writeWhole(join(folder, name), text);
    names.add(name);
    done += text.match(/^ {2}- /gm)?.length ?? 0; // each record begins such a line, and nothing else does
    progress(done, records.length);
  }
  return names;
}

/** What the operating system has against the folder, as a fault that names it. */
async function mayFail<Value>(folder: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usageFault(
      `folder ${folder} cannot be written (${code}): check its path, its rights and the room on the disk`,
    );
  }
}

/** Files of an earlier export, and all others but hidden ones (version control keeps its own there). */
async function lookInto(
  folder: string,
): Promise<{ readonly earlier: readonly string[]; readonly others: readonly string[] }> {
  const names = (await namesIn(folder)).filter((name) => !name.startsWith('.') && name !== schemaName);
  const marked = await Promise.all(names.map((name) => isExported(join(folder, name))));
  return {
    earlier: names.filter((_, index) => marked[index] === true),
    others: names.filter((_, index) => marked[index] !== true),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw usageFault(
      `folder ${folder} cannot be read: it must be a folder, or nothing yet. Check its path and its rights`,
    );
  }
}

async function isExported(path: string): Promise<boolean> {
  if (!path.endsWith('.yaml')) return false;
  const file = await open(path).catch(() => undefined);
  try {
    const head = await file?.read({ buffer: Buffer.alloc(exportMark.length) });
    return head?.buffer.toString('utf8') === exportMark;
  } catch {
    return false;
  } finally {
    await file?.close();
  }
}

/** Under its name there is the old file or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, text, { flush: true });
  await rename(draft, path);
}
