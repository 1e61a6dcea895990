/**
 * Reads the part of YAML in which `sluis export` writes: lists of records, each member on a line of its own, values as plain
 * words, quoted texts, and lists and mappings on one line. Thirty times as quick as a reader of all YAML, which a federation
 * of a country needs. `undefined`: the text has something else, and is for that reader, whose answer is the same for whatever
 * is read here.
 */
export function readPlainYaml(text: string): unknown {
  const lists = new Map<string, Record<string, unknown>[]>();
  let list: Record<string, unknown>[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const name = listLine.exec(line)?.[1];
    if (name === undefined) {
      if (lists.size === 0 || !readLine(line, list)) return undefined;
      continue;
    }
    if (lists.has(name)) return undefined;
    lists.set(name, (list = []));
  }
  const isEmpty = [...lists.values()].some((each) => each.length === 0);
  return lists.size === 0 || isEmpty ? undefined : Object.fromEntries(lists);
}

/** A member of the last record of a list, or the first one of the next. */
function readLine(line: string, list: Record<string, unknown>[]): boolean {
  if (line.startsWith('  - ')) list.push({});
  else if (!line.startsWith('    ')) return false;
  const record = list.at(-1);
  return record !== undefined && readMember(line, record);
}

const listLine = /^([A-Za-z]+):$/;
/** Where a member begins in its line. */
const memberStart = 4;

function readMember(line: string, record: Record<string, unknown>): boolean {
  const reader: Reader = { text: line, at: memberStart };
  return readPair(reader, record) && reader.at === line.length;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** A value that has another form than is read here. */
const other = Symbol('other');

const word = /[A-Za-z0-9][\w-]*/y;
/** What JSON and YAML both read so; halves of characters are not among it. */
const quoted = /"(?:[^"\\\p{Cc}\p{Zl}\p{Zp}\ufeff]|\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*"/uy;
const constants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const likeConstant = /^(?:true|false|null)$/i;

function token(reader: Reader, shape: RegExp): string | undefined {
  shape.lastIndex = reader.at;
  const found = shape.exec(reader.text)?.[0];
  if (found !== undefined) reader.at = shape.lastIndex;
  return found;
}

function take(reader: Reader, text: string): boolean {
  if (!reader.text.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function readText(reader: Reader): unknown {
  const inQuotes = token(reader, quoted);
  if (inQuotes !== undefined) return JSON.parse(inQuotes);
  const plain = token(reader, word);
  if (plain === undefined) return other;
  if (constants.has(plain)) return constants.get(plain);
  return likeConstant.test(plain) ? other : apart(plain);
}

/** A longer part of a text would keep all of it in memory. */
function apart(word: string): string {
  return word.length < 13 ? word : Buffer.from(word, 'latin1').toString('latin1');
}

function readValue(reader: Reader): unknown {
  if (take(reader, '[]')) return [];
  if (take(reader, '{}')) return {};
  if (take(reader, '[')) return readList(reader);
  if (take(reader, '{ ')) return readMapping(reader);
  return readText(reader);
}

function readList(reader: Reader): unknown {
  const values: unknown[] = [];
  do {
    const value = readValue(reader);
    if (value === other) return other;
    values.push(value);
  } while (take(reader, ', '));
  return take(reader, ']') ? values : other;
}

function readMapping(reader: Reader): unknown {
  const mapping: Record<string, unknown> = {};
  do {
    if (!readPair(reader, mapping)) return other;
  } while (take(reader, ', '));
  return take(reader, ' }') ? mapping : other;
}

/** A key that is there twice, or that JavaScript has a meaning of its own for, is left to the other reader. */
function readPair(reader: Reader, into: Record<string, unknown>): boolean {
  const key = readText(reader);
  if (typeof key !== 'string' || key in into || !take(reader, ': ')) return false;
  const value = readValue(reader);
  into[key] = value;
  return value !== other;
}
