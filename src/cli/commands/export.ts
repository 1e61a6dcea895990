import type { WrittenRecord } from '../../storage/stores/records.ts';
import { sortedJson } from '../../register/model/sorted-json.ts';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { federationJsonSchema } from '../../register/files/federation-schema.ts';
import { exportMark, federationTexts } from '../../register/files/federation-text.ts';
import { readSettings } from '../../config/read-settings.ts';
import { fileKinds } from '../../register/model/kinds.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { onlyWord, readWords, usageFault, type Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

const schemaName = 'federation.schema.json';

/** `sluis export`: the register as federation files, one whole picture of it. */
export const exportRegister: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, { force: { type: 'boolean', default: false } });
  const folder = onlyWord(positionals, 'folder');
  const { earlier, others } = await lookInto(folder);
  if (others.length > 0 && !values.force) {
    throw usageFault(
      `${folder} holds files that were not exported (${others.slice(0, 3).join(', ')}): name another folder, or give --force`,
    );
  }
  const { revision, records, objections } = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    readAll(createPostgresRegisterStore(postgres)),
  );
  if (records.length === 0) {
    terminal.say('the register is empty: there is nothing to export');
    return 1;
  }
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, schemaName), federationJsonSchema());
  const written = new Set<string>();
  for (const { name, text } of federationTexts(records)) {
    await writeWhole(join(folder, name), text);
    written.add(name);
  }
  // What an earlier export wrote and this one did not would say what is no longer so.
  for (const name of earlier) if (!written.has(name)) await rm(join(folder, name));
  terminal.out(
    `${folder}: ${String(records.length)} records of revision ${String(revision)} in ${String(written.size)} files`,
  );
  if (objections > 0) {
    terminal.say(
      `${String(objections)} objections were not exported: they are about people, and stay in the register only`,
    );
  }
  return 0;
};

async function readAll(store: Pick<RegisterStore, 'read'>) {
  const kinds = new Set(fileKinds.map(({ kind }) => kind));
  const records: WrittenRecord[] = [];
  let objections = 0;
  const revision = await store.read((batch) => {
    for (const { kind, id, body } of batch) {
      if (kinds.has(kind)) records.push({ kind, id, body: sortedJson(body) });
      else objections += 1;
    }
  });
  return { revision, records, objections };
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
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw usageFault(`folder ${folder} cannot be read: check its path and its rights`);
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
