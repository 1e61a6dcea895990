import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Destination } from '../../domain/destinations.ts';
import { SluisError } from '../../domain/errors.ts';
import { faultLine, type Fault } from '../../domain/fault.ts';
import { nameOf } from '../../domain/record-kinds.ts';
import type { ReadChanges } from '../changes/read-changes.ts';
import { incoherencesOfFiles } from '../rules/coherence.ts';
import type { LookAtSecret } from '../model/secret-state.ts';
import { boardRecord, type Board } from '../model/kinds/board.ts';
import { covenantRules } from '../rules/covenant-rules.ts';
import { destinationRules } from '../rules/destination-rules.ts';
import { idpSettingRules } from '../rules/idp-setting-rules.ts';
import { linkingRules } from '../rules/linking-rules.ts';
import { operatorAgreementRules } from '../rules/operator-agreement-rules.ts';
import { redirectUriRules } from '../rules/redirect-uri-rules.ts';
import { kindsWithSecrets, lookAtSecrets, secretFaults } from '../rules/secret-rules.ts';
import type { FederationFault, FileText } from './federation-source.ts';
import {
  coherenceFaults,
  createFileJoin,
  locate,
  recordsOf,
  type JoinedFiles,
  type Rules,
} from './joined-files.ts';

/** What files are held to besides each other. */
export interface RulesForFiles {
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach besides public addresses on port 443. */
  readonly destinations: readonly Destination[];
  /** Absent: the secrets are not here. */
  readonly lookAtSecret?: LookAtSecret | undefined;
  /** As of which certificates are judged, in milliseconds since the epoch. */
  readonly moment: number;
}

export interface CompleteFiles {
  readonly changes: ReadChanges;
  /** A line each: what is wrong and refuses nothing. */
  readonly warnings: readonly string[];
}

/** The records of a folder of federation files, ordered so that references point backwards, as changes of a register. */
export interface FederationFiles {
  readonly changes: ReadChanges;
  /**
   * What is wrong with these changes, a line each: `file:line:column where: what. What to do.` Of records that are not in
   * the files, by name. `besides`: something else that helps.
   */
  lines(faults: readonly Fault[], besides?: (fault: Fault) => string | undefined): readonly string[];
}

/**
 * Reads all `*.yaml` files of a folder (not of folders in it), which may build on what a register holds: whether they do is
 * found out when they are submitted.
 *
 * Throws `SluisError('settings.invalid')` when something cannot be read, with every fault on a line of its own. `onProgress`
 * is told after each file how many records were read.
 */
export async function readFederationFolder(
  folder: string,
  onProgress: (records: number) => void = () => undefined,
): Promise<FederationFiles> {
  const names = await fileNames(folder);
  const joined = joinFolder(names, onProgress);
  throwFaults([...joined.faults, ...emptiness(joined, names)]);
  return filesOf(joined.changes, names);
}

/** Apart from where they are read, so that what was needed for reading a country is not kept for its faults. */
function filesOf(changes: ReadChanges, names: readonly string[]): FederationFiles {
  return {
    changes,
    lines: (faults, besides = () => undefined) => {
      if (faults.length === 0) return [];
      const said = faults.map((fault) => withHelp(fault, besides(fault)));
      const named = new Set(changes.changes.map(nameOf));
      const inFiles = [...locate(said, textsOf(names))].sort(byPlace);
      const others = said.filter((fault) => !named.has(nameOf(fault)));
      return [...inFiles.map(describeFault), ...others.map(faultLine)];
    },
  };
}

function withHelp(fault: Fault, help: string | undefined): Fault {
  return help === undefined ? fault : { ...fault, remedy: `${fault.remedy}, ${help}` };
}

/**
 * Reads the same as one federation that is complete in itself, in which every record is new. Only of a secret nobody can tell
 * whether it is in use, since it does not stand in a file: where it is weak, that is a warning. Throws
 * `SluisError('settings.invalid')` when anything else is wrong.
 */
export async function readCompleteFolder(
  folder: string,
  { catalogue, destinations, lookAtSecret, moment }: RulesForFiles,
): Promise<CompleteFiles> {
  const names = await fileNames(folder);
  const joined = joinFolder(names);
  const secrets = await faultsOfSecrets(joined, lookAtSecret);
  const settings = settingsOfIdps(joined, moment);
  const rules: Rules = (input) => [
    ...incoherencesOfFiles(input),
    ...destinationRules(input.focus, destinations),
    ...redirectUriRules(input.focus),
  ];
  const faults = [...coherenceFaults(joined, catalogue, rules), ...settings.refused, ...secrets.missing];
  throwFaults([...joined.faults, ...locate(faults, textsOf(names)), ...emptiness(joined, names)]);
  const known = coherenceFaults(joined, catalogue, (input) => [
    ...covenantRules(input),
    ...linkingRules(input),
  ]);
  const warnings = filesOf(joined.changes, names).lines([
    ...settings.others,
    ...secrets.others,
    ...known,
    ...operatorAgreementRules(boardsAsWritten(joined)),
  ]);
  return { changes: joined.changes, warnings };
}

/** What is left out is not filled in: of a board that is in the register already it is not `none`. */
function boardsAsWritten({ changes: { changes } }: JoinedFiles): readonly Board[] {
  return changes.flatMap((change) =>
    change.kind === 'board' && 'body' in change ? (boardRecord.safeParse(change.body).data ?? []) : [],
  );
}

function settingsOfIdps({ changes: { changes } }: JoinedFiles, moment: number) {
  const found = [
    ...idpSettingRules(recordsOf({ changes: changes.filter(({ kind }) => kind === 'idp') }), moment),
  ];
  const faultsThat = (areRefused: boolean): readonly Fault[] =>
    found.filter(({ isRefused }) => isRefused === areRefused).map(({ fault }) => fault);
  return { refused: faultsThat(true), others: faultsThat(false) };
}

async function faultsOfSecrets(
  { changes: { changes } }: JoinedFiles,
  lookAtSecret: LookAtSecret | undefined,
): Promise<{ readonly missing: readonly Fault[]; readonly others: readonly Fault[] }> {
  if (lookAtSecret === undefined) return { missing: [], others: [] };
  const records = recordsOf({ changes: changes.filter(({ kind }) => kindsWithSecrets.has(kind)) });
  const found = secretFaults(records, await lookAtSecrets(records, lookAtSecret));
  const faultsThat = (areMissing: boolean): readonly Fault[] =>
    found.filter(({ judgement }) => (judgement === 'unreadable') === areMissing).map(({ fault }) => fault);
  return { missing: faultsThat(true), others: faultsThat(false) };
}

export type FederationOutcome =
  { readonly changes: ReadChanges } | { readonly faults: readonly FederationFault[] };

/** The pure part of `readCompleteFolder`. Faults are in the order of files and lines. */
export function parseFederationFiles(
  files: readonly FileText[],
  catalogue: AttributeCatalogue,
  rules: Rules = incoherencesOfFiles,
): FederationOutcome {
  const joining = createFileJoin();
  files.forEach((file) => {
    joining.take(file);
  });
  const joined = joining.end();
  const faults = [
    ...joined.faults,
    ...locate(coherenceFaults(joined, catalogue, rules), files),
    ...emptiness(
      joined,
      files.map(({ name }) => name),
    ),
  ];
  return faults.length > 0 ? { faults: faults.sort(byPlace) } : { changes: joined.changes };
}

/** An empty federation is refused, where nothing else is wrong. */
function emptiness({ changes, faults }: JoinedFiles, names: readonly string[]): readonly FederationFault[] {
  if (changes.changes.length > 0 || faults.length > 0) return [];
  return [
    {
      file: names[0] ?? '.',
      line: 1,
      column: 1,
      where: 'file',
      problem: 'no record in any file',
      remedy: 'describe at least one board: an empty federation would end everything, so it is refused',
    },
  ];
}

function throwFaults(faults: readonly FederationFault[]): void {
  if (faults.length === 0) return;
  throw new SluisError('settings.invalid', [...faults].sort(byPlace).map(describeFault).join('\n'));
}

function byPlace(left: FederationFault, right: FederationFault): number {
  const byFile = left.file < right.file ? -1 : Number(left.file > right.file);
  return byFile || left.line - right.line || left.column - right.column;
}

function describeFault({ file, line, column, where, problem, remedy }: FederationFault): string {
  return `${file}:${String(line)}:${String(column)} ${where}: ${problem}. To do: ${remedy}.`;
}

function joinFolder(names: readonly string[], onProgress?: (records: number) => void): JoinedFiles {
  const joining = createFileJoin();
  for (const file of textsOf(names)) {
    const taken = joining.take(file);
    onProgress?.(taken);
  }
  return joining.end();
}

/** One text at a time: those of a country do not fit into memory together. */
function* textsOf(names: readonly string[]): Generator<FileText> {
  for (const name of names) {
    try {
      yield { name, text: readFileSync(name, 'utf8') };
    } catch (cause) {
      throw unreadable(`file ${name}`, cause);
    }
  }
}

async function fileNames(folder: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
    return names.map((name) => join(folder, name));
  } catch (cause) {
    throw unreadable(`folder ${folder}`, cause);
  }
}

function unreadable(what: string, cause: unknown): SluisError {
  return new SluisError('settings.invalid', `${what}: cannot be read. Check its path and its rights.`, {
    cause,
  });
}
