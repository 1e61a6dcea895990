import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { incoherencesOfFiles } from '../domain/coherence/coherence.ts';
import { picture, recordIds, type Incoherence, type Picture } from '../domain/coherence/picture.ts';
import type { Unreadable } from '../domain/coherence/register-index.ts';
import { SluisError } from '../domain/errors.ts';
import {
  fileLists,
  writeFederation,
  type Federation,
  type FileKind,
  type WrittenRecord,
} from '../domain/records/federation-records.ts';
import {
  readFederationSource,
  type FederationFault,
  type FederationSource,
  type FileText,
  type Located,
} from './federation-source.ts';

/** What a folder of federation files says, complete and coherent. */
export type FederationFiles = Federation;

/**
 * What is asked of files. For applying it is `incoherences`: whether a policy is too wide is then asked of the register,
 * where one that was clipped may stay as it is.
 */
type Rules = (picture: Picture) => readonly Incoherence[];

/**
 * Reads all `*.yaml` files of a folder (not of folders in it) as one federation.
 *
 * Throws `SluisError('settings.invalid')` when anything at all is wrong, with every fault on a line of its
 * own: `file:line:column where: what. What to do.`
 */
export async function readFederationFolder(
  folder: string,
  catalogue: AttributeCatalogue,
  rules: Rules = incoherencesOfFiles,
): Promise<FederationFiles> {
  const outcome = parseFederationFiles(await readTexts(folder), catalogue, rules);
  if ('faults' in outcome) {
    throw new SluisError('settings.invalid', outcome.faults.map(describeFault).join('\n'));
  }
  return outcome.federation;
}

/** All records of the files in the form that the register stores, ordered so that references point backwards. */
export function federationRecords(files: FederationFiles): readonly WrittenRecord[] {
  return writeFederation(files);
}

export type FederationOutcome =
  { readonly federation: FederationFiles } | { readonly faults: readonly FederationFault[] };

/** The pure part of `readFederationFolder`. Faults are in the order of files and lines. */
export function parseFederationFiles(
  files: readonly FileText[],
  catalogue: AttributeCatalogue,
  rules: Rules = incoherencesOfFiles,
): FederationOutcome {
  const sources = files.map(readFederationSource);
  const joined = joinSources(sources);
  const faults = [
    ...sources.flatMap((source) => source.faults),
    ...coherenceFaults(joined, sources, catalogue, rules),
  ];
  if (faults.length > 0) return { faults: faults.sort(byPlace) };
  const isEmpty = fileLists.every(({ kind }) => recordIds(joined.federation, kind).length === 0);
  if (!isEmpty) return { federation: joined.federation };
  return {
    faults: [
      {
        file: files[0]?.name ?? '.',
        line: 1,
        column: 1,
        where: 'file',
        problem: 'no record in any file',
        remedy: 'describe at least one board: an empty federation is refused, it would end everything',
      },
    ],
  };
}

interface Joined {
  readonly federation: Federation;
  /** By kind, at the same positions as the lists of the federation. */
  readonly places: Readonly<Record<FileKind, readonly Located<unknown>[]>>;
}

function joinSources(sources: readonly FederationSource[]): Joined {
  const all = <List extends keyof Federation>(list: List) =>
    sources.flatMap(({ lists }) => lists?.[list] ?? []);
  const places = {
    board: all('boards'),
    school: all('schools'),
    idp: all('idps'),
    supplier: all('suppliers'),
    sector: all('sectors'),
    service: all('services'),
    agreement: all('agreements'),
    policy: all('policies'),
    access: all('access'),
    'api-client': all('apiClients'),
  };
  const federation = {
    boards: places.board.map(({ record }) => record),
    schools: places.school.map(({ record }) => record),
    idps: places.idp.map(({ record }) => record),
    suppliers: places.supplier.map(({ record }) => record),
    sectors: places.sector.map(({ record }) => record),
    services: places.service.map(({ record }) => record),
    agreements: places.agreement.map(({ record }) => record),
    policies: places.policy.map(({ record }) => record),
    access: places.access.map(({ record }) => record),
    apiClients: places['api-client'].map(({ record }) => record),
  };
  return { federation, places };
}

function coherenceFaults(
  { federation, places }: Joined,
  sources: readonly FederationSource[],
  catalogue: AttributeCatalogue,
  rules: Rules,
): FederationFault[] {
  const unreadable: Unreadable = {
    incomplete: sources.some(({ lists }) => lists === undefined),
    has: (kind, id) => sources.some((source) => source.unreadable.has(`${kind} ${id}`)),
  };
  return rules(picture(federation, catalogue, unreadable)).flatMap((found) => {
    const place = places[found.kind][found.index];
    return place === undefined ? [] : [place.source.faultAt([...place.path, ...found.path], found)];
  });
}

function byPlace(left: FederationFault, right: FederationFault): number {
  const byFile = left.file < right.file ? -1 : Number(left.file > right.file);
  return byFile || left.line - right.line || left.column - right.column;
}

function describeFault({ file, line, column, where, problem, remedy }: FederationFault): string {
  return `${file}:${String(line)}:${String(column)} ${where}: ${problem}. To do: ${remedy}.`;
}

async function readTexts(folder: string): Promise<readonly FileText[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
    return await Promise.all(
      names.map(async (name) => ({
        name: join(folder, name),
        text: await readFile(join(folder, name), 'utf8'),
      })),
    );
  } catch (cause) {
    const message = `folder ${folder}: cannot be read. Check its path and its rights.`;
    throw new SluisError('settings.invalid', message, { cause });
  }
}
