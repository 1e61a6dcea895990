import type { Finding } from '../../domain/fault.ts';
import type { RecordKind } from '../../domain/record-kinds.ts';
import { fileKinds } from '../model/kinds.ts';
import { isMapping, type Mapping } from '../model/mapping.ts';
import { idOf } from '../model/references.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
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

/** An element of a list of a file, as it is written there. */
export interface WrittenElement {
  readonly kind: RecordKind;
  /** What it says that it is called; empty where it says nothing that could be read. */
  readonly id: string;
  readonly body: unknown;
  readonly path: ValuePath;
}

/** One file: the elements of its lists, and what is wrong with the file besides those. */
export interface FederationSource {
  readonly name: string;
  readonly faults: readonly FederationFault[];
  /** Absent when the file as a whole could not be read. */
  readonly elements?: readonly WrittenElement[];
  /** Where something stands in the file. `atKey`: the key is meant, and not its value. */
  faultAt(path: ValuePath, finding: Omit<Finding, 'path'> & { readonly atKey?: boolean }): FederationFault;
}

export function readFederationSource({ name, text }: FileText): FederationSource {
  const outcome = readYaml(text);
  if ('faults' in outcome) return unreadableSource(name, outcome.faults);
  const { file } = outcome;
  const faultAt = faultMaker(name, file);
  if (!isMapping(file.value)) {
    // An empty file, or one with comments only, says nothing.
    if (file.value === null || file.value === '') return { name, faults: [], elements: [], faultAt };
    const remedy = `begin with one of ${fileKinds.map(({ list }) => `${list}:`).join(' ')}`;
    return { name, faults: [faultAt([], { problem: 'must consist of lists of records', remedy })], faultAt };
  }
  const { elements, faults } = readLists(file.value, faultAt);
  return { name, faults: [...unknownLists(file.value, faultAt), ...faults], elements, faultAt };
}

function unreadableSource(
  name: string,
  faults: readonly (Position & Omit<Finding, 'path'>)[],
): FederationSource {
  const fault = (at: Position, { problem, remedy }: Omit<Finding, 'path'>) => ({
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
    faultAt: (_path, finding) => fault({ line: 1, column: 1 }, finding),
  };
}

function faultMaker(
  name: string,
  { positionOf, positionOfKey }: Pick<YamlFile, 'positionOf' | 'positionOfKey'>,
): FederationSource['faultAt'] {
  return (path, { problem, remedy, atKey }) => {
    const { line, column } = atKey === true ? positionOfKey(path) : positionOf(path);
    return { file: name, line, column, where: pathText(path), problem, remedy };
  };
}

function unknownLists(value: Mapping, faultAt: FederationSource['faultAt']): readonly FederationFault[] {
  const known = new Set<string>(fileKinds.map(({ list }) => list));
  const remedy = `use ${[...known].join(', ')}`;
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => faultAt([key], { problem: 'is not known here', remedy, atKey: true }));
}

function readLists(
  value: Mapping,
  faultAt: FederationSource['faultAt'],
): { readonly elements: readonly WrittenElement[]; readonly faults: readonly FederationFault[] } {
  const elements: WrittenElement[] = [];
  const faults: FederationFault[] = [];
  for (const { kind, list } of fileKinds) {
    const written = value[list];
    if (written === undefined || written === null) continue;
    if (!Array.isArray(written)) {
      faults.push(faultAt([list], { problem: 'must be a list', remedy: 'begin each record with -' }));
      continue;
    }
    written.forEach((element: unknown, index) => {
      const body = inTodaysForm(kind, element);
      elements.push({ kind, id: idOf(kind, body) ?? '', body, path: [list, index] });
    });
  }
  return { elements, faults };
}

function pathText(path: ValuePath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'file';
}
