import type { z } from 'zod';
import { accessRecord, agreementRecord, policyRecord } from '../model/agreement-records.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import { fileLists, type Federation, type FileKind, type FileList } from '../model/federation-records.ts';
import { apiClientRecord } from '../model/api-client-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../model/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../model/supplier-records.ts';
import { schemaFaults } from '../model/schema-faults.ts';
import { readYaml, type Position, type ValuePath, type YamlFile } from './yaml-file.ts';

export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** One thing that is wrong with federation files, and where. */
export interface FederationFault extends Position {
  readonly file: string;
  /** Path of the value: `agreements[0].annex[2].claim`. */
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A record and the place where it stands. */
export interface Located<Record_> {
  readonly record: Record_;
  readonly source: FederationSource;
  readonly path: ValuePath;
}

type LocatedLists = { readonly [List in keyof Federation]: readonly Located<Federation[List][number]>[] };

/** One file: the records that could be read, and what is wrong with the others. */
export interface FederationSource {
  readonly name: string;
  readonly faults: readonly FederationFault[];
  /** Absent when the file as a whole could not be read. */
  readonly lists?: LocatedLists;
  /** `<kind> <id>` of records that are there but faulty. */
  readonly unreadable: ReadonlySet<string>;
  faultAt(path: ValuePath, fault: Said): FederationFault;
}

type Said = Pick<FederationFault, 'problem' | 'remedy'> & { readonly atKey?: boolean };

export function readFederationSource({ name, text }: FileText): FederationSource {
  const outcome = readYaml(text);
  if ('faults' in outcome) return unreadableSource(name, outcome.faults);
  const { file } = outcome;
  const faults: FederationFault[] = [];
  const unreadable = new Set<string>();
  const source: FederationSource = { name, faults, unreadable, faultAt: faultMaker(name, file) };
  if (!isMapping(file.value)) {
    // An empty file, or one with comments only, says nothing.
    if (file.value === null || file.value === '') return { ...source, lists: readLists(() => []) };
    const remedy = `begin with one of ${fileLists.map(({ list }) => `${list}:`).join(' ')}`;
    faults.push(source.faultAt([], { problem: 'is no mapping of lists', remedy }));
    return source;
  }
  faults.push(...unknownLists(source, file.value));
  const reader = recordReader(source, file.value, { faults, unreadable });
  const lists = readLists(reader);
  file.forget();
  return { ...source, lists };
}

function unreadableSource(name: string, faults: readonly (Position & Said)[]): FederationSource {
  const fault = (at: Position, { problem, remedy }: Said) => ({
    file: name,
    line: at.line,
    column: at.column,
    where: 'file',
    problem,
    remedy,
  });
  return {
    name,
    faults: faults.map((found) => fault(found, found)),
    unreadable: new Set(),
    faultAt: (_path, said) => fault({ line: 1, column: 1 }, said),
  };
}

/** Keeps the places of a file, and not its values. */
function faultMaker(
  name: string,
  { positionOf, positionOfKey }: Pick<YamlFile, 'positionOf' | 'positionOfKey'>,
): FederationSource['faultAt'] {
  return (path, { problem, remedy, atKey }) => {
    const { line, column } = atKey === true ? positionOfKey(path) : positionOf(path);
    return { file: name, line, column, where: pathText(path), problem, remedy };
  };
}

function unknownLists(source: FederationSource, value: object): FederationFault[] {
  const known = new Set<string>(fileLists.map(({ list }) => list));
  const remedy = `use ${[...known].join(', ')}`;
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => source.faultAt([key], { problem: 'is not known here', remedy, atKey: true }));
}

type RecordReader = <Schema extends z.ZodType>(
  kind: FileKind,
  list: FileList,
  schema: Schema,
) => readonly Located<z.output<Schema>>[];

function readLists(read: RecordReader): LocatedLists {
  return {
    boards: read('board', 'boards', boardRecord),
    schools: read('school', 'schools', schoolRecord),
    idps: read('idp', 'idps', idpRecord),
    suppliers: read('supplier', 'suppliers', supplierRecord),
    sectors: read('sector', 'sectors', sectorRecord),
    services: read('service', 'services', serviceRecord),
    agreements: read('agreement', 'agreements', agreementRecord),
    policies: read('policy', 'policies', policyRecord),
    access: read('access', 'access', accessRecord),
    apiClients: read('api-client', 'apiClients', apiClientRecord),
  };
}

/** Reads the records of a list one by one, so that a faulty one hides none of the others. */
function recordReader(
  source: FederationSource,
  value: Mapping,
  found: { readonly faults: FederationFault[]; readonly unreadable: Set<string> },
): RecordReader {
  return (kind, list, schema) => {
    const elements = value[list];
    if (elements === undefined || elements === null) return [];
    if (!Array.isArray(elements)) {
      found.faults.push(
        source.faultAt([list], { problem: 'must be a list', remedy: 'begin each record with -' }),
      );
      return [];
    }
    return elements.flatMap((written: unknown, index) => {
      const path = [list, index];
      const element = inTodaysForm(kind, written);
      const parsed = schema.safeParse(element);
      if (parsed.success) return [{ record: parsed.data, source, path }];
      for (const fault of schemaFaults(parsed.error, element)) {
        found.faults.push(source.faultAt([...path, ...fault.path], fault));
      }
      found.unreadable.add(`${kind} ${idOf(element)}`);
      return [];
    });
  };
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(element: unknown): string {
  return isMapping(element) && typeof element['id'] === 'string' ? element['id'] : '';
}

function pathText(path: ValuePath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'file';
}
