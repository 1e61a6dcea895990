import type { RecordKind } from '../domain/record-kinds.ts';
import { z } from 'zod';
import type { Registry } from '../register/changes/registry.ts';
import type { StoredRecord } from '../storage/stores/records.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';
import type { FilterName } from '../register/model/kind.ts';
import { rightsTable } from '../rights/table.ts';
import { schoolsNamedBy } from '../rights/whose.ts';
import { seenOf, seenRecord, type SeenRecord } from './seeing.ts';

export interface PageQuery {
  readonly kind: RecordKind;
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
  readonly after?: string;
  readonly limit: number;
}

export interface Page {
  readonly records: readonly SeenRecord[];
  /** Where to go on; absent at the end. */
  readonly next?: string;
}

/** One walk through records in the order of ids; several, one school after another, for the API client of a board. */
type Walk = Readonly<Partial<Record<FilterName, string>>>;

/** Where a page ended: in which walk, and after which record of it. API clients do not look inside. */
const cursorShape = z.tuple([z.string(), z.string()]);
const startCursor: readonly [string, string] = ['', ''];

/** So that nobody can make one call read a whole federation: a page may be short, or empty, and still have a next one. */
const mostReadPerPage = 1_000;

/** The records that an API client sees, a page of them. `undefined`: the cursor is none that was given. */
export async function seenPage(
  registry: Pick<Registry, 'find' | 'ask' | 'list'>,
  client: AuthenticatedClient,
  query: PageQuery,
): Promise<Page | undefined> {
  const cursor = query.after === undefined ? startCursor : readCursor(query.after);
  if (cursor === undefined) return undefined;
  if (query.kind === client.party.kind) return ownRecord(registry, client, client.party);
  const [atWalk, atRecord] = cursor;
  const walks = await walksOf(registry, client, query);
  const reading: Reading = { registry, client, query, records: [], read: 0 };
  for (const [name, naming] of walks.filter(([each]) => each >= atWalk)) {
    const next = await readWalk(reading, { name, naming, after: name === atWalk ? atRecord : '' });
    if (next !== undefined) return { records: reading.records, next };
  }
  return { records: reading.records };
}

interface Reading {
  readonly registry: Pick<Registry, 'find' | 'ask' | 'list'>;
  readonly client: AuthenticatedClient;
  readonly query: PageQuery;
  readonly records: SeenRecord[];
  read: number;
}

/** Reads on until the page is full, which gives the cursor behind it, or the walk is at its end. */
async function readWalk(
  reading: Reading,
  walk: { readonly name: string; readonly naming: Walk; readonly after: string },
): Promise<string | undefined> {
  const { registry, client, query, records } = reading;
  const { name, naming } = walk;
  let { after } = walk;
  for (;;) {
    const limit = query.limit - records.length;
    if (limit <= 0 || reading.read >= mostReadPerPage) return writeCursor(name, after);
    const from = after === '' ? {} : { after };
    const batch = await registry.list({ kind: query.kind, limit, naming, ...from });
    reading.read += batch.length + 1;
    const told = batch.filter((record) => isToldHere(name, record));
    records.push(...(await seenOf(registry, client, told)));
    const last = batch.at(-1);
    if (last === undefined || batch.length < limit) return undefined;
    after = last.id;
  }
}

/** A board among boards, a supplier among suppliers. */
async function ownRecord(
  registry: Pick<Registry, 'find' | 'ask'>,
  client: AuthenticatedClient,
  name: { readonly kind: 'board' | 'supplier'; readonly id: string },
): Promise<Page> {
  const own = await seenRecord(registry, client, name);
  return { records: own === undefined ? [] : [own] };
}

/** Asks the register only for what the API client can see, where its indexes can tell that. */
async function walksOf(
  registry: Pick<Registry, 'list'>,
  { party }: AuthenticatedClient,
  { kind, filters }: PageQuery,
): Promise<readonly (readonly [string, Walk])[]> {
  if (party.kind === 'operator') return [['', filters]];
  const { see } = rightsTable[party.kind][kind];
  switch (see) {
    case 'any':
    case 'public':
      return [['', filters]];
    case 'namingIt': {
      const named = filters[party.kind];
      return named === undefined || named === party.id ? [['', { ...filters, [party.kind]: party.id }]] : [];
    }
    case 'ofOwnSchools':
      return walksOfSchools(await schoolsOf(registry, party.id), filters);
    // the party itself is one record, and no list
    case 'itself':
    case 'none':
      return [];
  }
}

function walksOfSchools(
  schools: readonly StoredRecord[],
  filters: PageQuery['filters'],
): readonly (readonly [string, Walk])[] {
  if (filters.school !== undefined) {
    // of another's school not even the number of records shows: cursors say where a page ended
    return schools.some(({ id }) => id === filters.school) ? [['', filters]] : [];
  }
  return schools.map(({ id }): [string, Walk] => [id, { ...filters, school: id }]);
}

/** An IdP of several schools is met once for each of them, and told at the first. */
function isToldHere(walk: string, { kind, body }: StoredRecord): boolean {
  return kind !== 'idp' || walk === '' || [...schoolsNamedBy(kind, body)].sort()[0] === walk;
}

async function schoolsOf(registry: Pick<Registry, 'list'>, board: string): Promise<readonly StoredRecord[]> {
  const schools: StoredRecord[] = [];
  for (;;) {
    const after = schools.at(-1)?.id;
    const batch = await registry.list({
      kind: 'school',
      limit: mostReadPerPage,
      naming: { board },
      ...(after === undefined ? {} : { after }),
    });
    schools.push(...batch);
    if (batch.length < mostReadPerPage) return schools.sort(byId);
  }
}

function byId(left: StoredRecord, right: StoredRecord): number {
  return left.id < right.id ? -1 : 1;
}

function writeCursor(walk: string, record: string): string {
  return Buffer.from(JSON.stringify([walk, record])).toString('base64url');
}

function readCursor(text: string): readonly [string, string] | undefined {
  try {
    return cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
