import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { Attribute, AttributeCatalogue } from '../domain/attributes.ts';
import { SluisError } from '../domain/errors.ts';
import type { AttributeName } from '../domain/ids.ts';
import { catalogueFile, type CatalogueFile } from './attribute-catalogue-schema.ts';

type Path = readonly PropertyKey[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

/**
 * Reads `config/attributes.yaml`. `forbiddenIncoming` comes out in lower case.
 *
 * Throws `SluisError('settings.invalid')` whose message lists every fault as `file:line:column where: what`.
 */
export function readAttributeCatalogue(yamlText: string, fileName: string): AttributeCatalogue {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw invalid(
      document.errors.map((error) => `${position(lines, fileName, error.pos[0])} ${error.message}`),
    );
  }
  const parsed = catalogueFile.safeParse(plainValue(document, fileName));
  const faults = parsed.success
    ? faultsBetweenRows(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path, message }));
  if (!parsed.success || faults.length > 0) {
    throw invalid(faults.map((fault) => described(fault, document, lines, fileName)));
  }
  return catalogue(parsed.data);
}

/** Aliases that lead nowhere or multiply without end only show when the document is unfolded. */
function plainValue(document: Document, fileName: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new SluisError('settings.invalid', `${fileName}:1:1 file: aliases cannot be resolved`, { cause });
  }
}

function catalogue(file: CatalogueFile): AttributeCatalogue {
  const attributes = new Map<AttributeName, Attribute>(file.attributes.map((row) => [row.name, row]));
  return { attributes, forbiddenIncoming: new Set(file.forbiddenIncoming.map((name) => name.toLowerCase())) };
}

/** A name may mean one attribute only, and nothing that is forbidden may be listed as welcome. */
function faultsBetweenRows(file: CatalogueFile): readonly Fault[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  const incoming = new Set<string>();
  const forbidden = new Set(file.forbiddenIncoming.map((name) => name.toLowerCase()));
  for (const [row, attribute] of file.attributes.entries()) {
    const at = ['attributes', row];
    if (names.has(attribute.name)) faults.push({ path: [...at, 'name'], message: 'name is used twice' });
    names.add(attribute.name);
    const listed = (['incoming', 'fallback'] as const).flatMap((member) =>
      (attribute[member] ?? []).map((name, index) => ({ path: [...at, member, index], name })),
    );
    for (const { path, name } of listed) {
      if (incoming.has(name)) faults.push({ path, message: 'incoming name is used twice' });
      if (forbidden.has(name.toLowerCase())) faults.push({ path, message: 'incoming name is forbidden' });
      incoming.add(name);
    }
  }
  return faults;
}

function described(fault: Fault, document: Document, lines: LineCounter, fileName: string): string {
  const where = fault.path.map(String).join('.') || 'file';
  return `${position(lines, fileName, offsetOf(document, fault.path))} ${where}: ${fault.message}`;
}

/** Where the path is in the text; of what is not there, where the nearest part around it begins. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function position(lines: LineCounter, fileName: string, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${fileName}:${String(line)}:${String(col)}`;
}

function invalid(lines: readonly string[]): SluisError {
  return new SluisError('settings.invalid', lines.join('\n'));
}
