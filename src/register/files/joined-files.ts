import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Fault } from '../../domain/fault.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import { ReadChanges, readRecordOfFile } from '../changes/read-changes.ts';
import { settled } from '../model/defaults-when-new.ts';
import { kinds } from '../model/kinds.ts';
import { addRecord, emptyLists, type Records } from '../model/records.ts';
import type { Unreadable } from '../rules/register-in-memory.ts';
import { allOf, type RuleInput } from '../rules/rule-input.ts';
import { readFederationSource, type FederationFault, type FileText } from './federation-source.ts';
import { createSharing } from './sharing.ts';

/** Several files as the one federation that they describe together. */
export interface JoinedFiles {
  /** Of records that could be read. */
  readonly changes: ReadChanges;
  readonly faults: readonly FederationFault[];
  /** What is there, and could not be read. */
  readonly unreadable: Unreadable;
}

/** What is asked of records together. */
export type Rules = (input: RuleInput) => readonly Fault[];

/** Takes files one after another, and keeps of each only the records in it. */
export interface FileJoin {
  /** Gives how many records were taken, those before included. */
  take(file: FileText): number;
  end(): JoinedFiles;
}

export function createFileJoin(): FileJoin {
  const faults: FederationFault[] = [];
  const unreadable = new Set<string>();
  const changes = ReadChanges.reader();
  const share = createSharing();
  let incomplete = false;
  let taken = 0;
  return {
    take(file) {
      const source = readFederationSource(file);
      faults.push(...source.faults);
      incomplete ||= source.elements === undefined;
      for (const { kind, id, body, path } of source.elements ?? []) {
        const read = readRecordOfFile(kind, body);
        const found = 'findings' in read ? read.findings : changes.take({ ...read, body: share(read.body) });
        for (const finding of found) {
          faults.push(source.faultAt([...path, ...finding.path], finding));
        }
        if ('findings' in read) unreadable.add(nameOf({ kind, id }));
      }
      taken += source.elements?.length ?? 0;
      return taken;
    },
    end: () => ({
      changes: changes.end(),
      faults,
      unreadable: { incomplete, has: (kind, id) => unreadable.has(nameOf({ kind, id })) },
    }),
  };
}

/** The records of changes that were read, in memory, as if each were new. */
export function recordsOf({ changes }: Pick<ReadChanges, 'changes'>): Records {
  const lists = emptyLists();
  for (const change of changes) {
    if ('ended' in change) continue;
    const { kind, body } = change;
    addRecord(lists, kind, kinds[kind].schema.parse(settled(kind, body, undefined)));
  }
  return lists;
}

/** What contradicts itself in files that are complete in themselves. */
export function coherenceFaults(
  { changes, unreadable }: JoinedFiles,
  catalogue: AttributeCatalogue,
  rules: Rules,
): readonly Fault[] {
  return rules(allOf(recordsOf(changes), catalogue, unreadable));
}

/** Finds faults of records in the files again: the first element with the name is the one that counts. */
export function locate(faults: readonly Fault[], files: Iterable<FileText>): readonly FederationFault[] {
  const wanted = Map.groupBy(faults, nameOf);
  const located: FederationFault[] = [];
  for (const file of files) {
    const source = readFederationSource(file);
    for (const { kind, id, path } of source.elements ?? []) {
      const name: RecordName = { kind, id };
      for (const fault of wanted.get(nameOf(name)) ?? []) {
        located.push(source.faultAt([...path, ...fault.path], fault));
      }
      wanted.delete(nameOf(name));
    }
  }
  return located;
}
