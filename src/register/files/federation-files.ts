import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { incoherences, incoherencesOfFiles } from '../rules/coherence.ts';
import { destinationRules } from '../rules/destination-rules.ts';
import { recordIds } from '../rules/picture.ts';
import type { Destination } from '../../domain/destinations.ts';
import { SluisError } from '../../domain/errors.ts';
import {
  fileLists,
  writeFederation,
  type Federation,
  type FileKind,
  type WrittenRecord,
} from '../model/federation-records.ts';
import type { FederationFault, FileText } from './federation-source.ts';
import {
  coherenceFaults,
  joinFiles,
  type IsElsewhere,
  type JoinedFiles,
  type Rules,
} from './joined-files.ts';

/** What a folder of federation files says, complete and coherent. */
export type FederationFiles = Federation;

/** What files are held to besides each other. */
export interface RulesForFiles {
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach besides public addresses on port 443. */
  readonly destinations: readonly Destination[];
}

/** Which of these records are there besides the files. */
export type Elsewhere = (
  names: readonly FileRecordName[],
) => Promise<readonly { readonly kind: string; readonly id: string }[]>;

interface FileRecordName {
  readonly kind: FileKind;
  readonly id: string;
}

/**
 * Reads all `*.yaml` files of a folder (not of folders in it) as one federation that is complete in itself.
 *
 * Throws `SluisError('settings.invalid')` when anything at all is wrong, with every fault on a line of its
 * own: `file:line:column where: what. What to do.`
 */
export async function readFederationFolder(
  folder: string,
  { catalogue, destinations }: RulesForFiles,
): Promise<FederationFiles> {
  const rules = reachable(incoherencesOfFiles, destinations);
  return withoutFaults(parseFederationFiles(await readTexts(folder), catalogue, rules));
}

/**
 * The same for files that are to be applied to a register, and may build on what is there. Whether a policy is too wide
 * is then asked of the register, where one that was narrowed may stay as it is.
 */
export async function readFederationAddition(
  folder: string,
  { catalogue, destinations }: RulesForFiles,
  elsewhere: Elsewhere,
): Promise<FederationFiles> {
  const joined = joinFiles(await readTexts(folder));
  const asked = new Map<string, FileRecordName>();
  coherenceFaults(joined, catalogue, {
    rules: incoherences,
    isElsewhere: (kind, id) => asked.set(`${kind} ${id}`, { kind, id }).size > 0,
  });
  const found = asked.size === 0 ? [] : await elsewhere([...asked.values()]);
  const present = new Set(found.map(({ kind, id }) => `${kind} ${id}`));
  const isElsewhere: IsElsewhere = (kind, id) => present.has(`${kind} ${id}`);
  const rules = reachable(incoherences, destinations);
  return withoutFaults(judgeFiles(joined, catalogue, { rules, isElsewhere }));
}

function reachable(rules: Rules, destinations: readonly Destination[]): Rules {
  return (picture) => [...rules(picture), ...destinationRules(picture.focus, destinations)];
}

function withoutFaults(outcome: FederationOutcome): FederationFiles {
  if ('federation' in outcome) return outcome.federation;
  throw new SluisError('settings.invalid', outcome.faults.map(describeFault).join('\n'));
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
  return judgeFiles(joinFiles(files), catalogue, { rules, isElsewhere: () => false });
}

function judgeFiles(
  joined: JoinedFiles,
  catalogue: AttributeCatalogue,
  judgement: { readonly rules: Rules; readonly isElsewhere: IsElsewhere },
): FederationOutcome {
  const { sources } = joined;
  const faults = [
    ...sources.flatMap((source) => source.faults),
    ...coherenceFaults(joined, catalogue, judgement),
  ];
  if (faults.length > 0) return { faults: faults.sort(byPlace) };
  const isEmpty = fileLists.every(({ kind }) => recordIds(joined.federation, kind).length === 0);
  if (!isEmpty) return { federation: joined.federation };
  return {
    faults: [
      {
        file: sources[0]?.name ?? '.',
        line: 1,
        column: 1,
        where: 'file',
        problem: 'no record in any file',
        remedy: 'describe at least one board: an empty federation is refused, it would end everything',
      },
    ],
  };
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
