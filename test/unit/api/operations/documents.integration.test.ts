import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openApiClient, type ApiCalls } from '../../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../../testkit/world/api-clients.ts';
import { edit, withMembers } from '../../../../testkit/world/change-federation.ts';
import { openWorld, type World } from '../../../../testkit/world/world.ts';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import { runInProcess } from '../../cli/run-in-process.ts';

let world: World;
let calls: Readonly<Record<'operator' | 'waterland' | 'zeeland' | 'leesboom' | 'rekenrijk', ApiCalls>>;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  const [operator, waterland, zeeland, leesboom, rekenrijk] = await Promise.all([
    openApiClient(world, 'operator-client'),
    openApiClient(world, 'waterland-client'),
    openApiClient(world, 'zeeland-client'),
    openApiClient(world, 'leesboom-client'),
    openApiClient(world, 'rekenrijk-client'),
  ]);
  calls = { operator, waterland, zeeland, leesboom, rekenrijk };
});
afterAll(() => world.close());

const sluis = (...words: readonly string[]) =>
  runInProcess(words, { DATABASE_URL: world.databaseUrl, SLUIS_KEYS: world.keysFolder });
const pdf = () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300)]);

/** Adds a document of Waterland, and says its hash. */
async function added(
  content: Uint8Array,
  name = 'document.pdf',
  ...words: readonly string[]
): Promise<string> {
  const file = join(world.keysFolder, name);
  await writeFile(file, content);
  const because = ['--author', 'ada', '--reason', 'a test'];
  const { code, out } = await sluis('document', 'add', file, '--board', 'waterland', ...because, ...words);
  expect(code).toBe(0);
  return out.trim();
}
const read = (who: keyof typeof calls, hash: string) => calls[who].get(`/documents/${hash}`);
const statusFor = async (who: keyof typeof calls, hash: string) => (await read(who, hash)).status;
/** The agreement of Waterland with Leesboom names these documents. */
const name = (hashes: readonly string[], members: object = {}) =>
  edit(
    world,
    withMembers('agreements', 'waterland-leesboom', {
      status: 'active',
      documents: hashes.map((hash) => ({ kind: 'agreement', hash })),
      ...members,
    }),
  );
const trail = (where: string) =>
  queryDatabase(
    world.databaseUrl,
    `select type, reason, board, author, client, task from sluis.audit_event where ${where} order by number`,
  );

describe('a document over the API', () => {
  it('is not for a token without the scope', async () => {
    const without = await openApiClient(world, 'waterland-client', 'register:read');
    await without.get(`/documents/${await added(pdf())}`).expect(403);
  });

  it('is not found where it is foreign, unknown, erased or no hash, in the same words', async () => {
    const hash = await added(pdf());
    const gone = await added(pdf());
    await sluis('document', 'erase', gone, '--board', 'waterland', '--yes', '--author', 'a', '--reason', 'b');
    const problems = await Promise.all([
      ...(['zeeland', 'leesboom', 'rekenrijk'] as const).map((who) => read(who, hash).expect(404)),
      read('waterland', gone).expect(404),
      read('operator', '0'.repeat(64)).expect(404),
      read('operator', 'nothing').expect(404),
      read('operator', hash.toUpperCase()).expect(404),
    ]);
    const { errorId: _id, ...words } = problems[0].body;
    for (const { body } of problems) expect({ ...body, errorId: '' }).toEqual({ ...words, errorId: '' });
    expect(await trail(`record_id = '${hash}' and type = 'document.read'`)).toEqual([]);
  });

  it('comes as a file that nothing runs, byte by byte, and each time is in the trail', async () => {
    const content = pdf();
    const hash = await added(content);
    const { headers, body } = await read('waterland', hash).responseType('blob').expect(200);
    expect(Buffer.from(body).equals(content)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${hash}.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-length': String(content.length),
    });
    await read('operator', hash).expect(200);
    const reads = (await trail(`record_id = '${hash}'`)).filter(({ type }) => type !== 'document.added');
    expect(reads).toMatchObject([
      { type: 'document.read', board: 'waterland', author: 'api:waterland-client' },
      { type: 'api.called', client: 'waterland-client', task: 'documents.read' },
      { type: 'document.read', board: 'waterland', author: 'api:operator-client' },
      { type: 'api.called', client: 'operator-client', task: 'documents.read' },
    ]);
  });

  it('says what text it is, and that it is no page', async () => {
    const hash = await added(Buffer.from('Overeenkomst, één.'), 'text.txt');
    const { headers, text } = await read('waterland', hash).expect(200);
    expect(text).toBe('Overeenkomst, één.');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['content-disposition']).toBe(`attachment; filename="${hash}.txt"`);
  });

  it('is a 500 without a word of it when it was changed in the database', async () => {
    const hash = await added(pdf());
    await queryDatabase(
      world.databaseUrl,
      `update sluis.document set content = set_byte(content, 70, get_byte(content, 70) # 1) where hash = '${hash}'`,
    );
    const { body } = await read('waterland', hash).expect(500);
    expect(body.type).toMatch(/internal$/);
    expect(await trail(`record_id = '${hash}' and type = 'document.read'`)).toEqual([]);
  });
});

describe('a supplier', () => {
  it('reads what its agreement names once the board agreed, and not what it names itself in an offer', async () => {
    const hash = await added(pdf());
    for (const status of ['draft', 'offered', 'ended']) {
      await name([hash], { status });
      expect(await statusFor('leesboom', hash), status).toBe(404);
    }
    for (const status of ['active', 'suspended']) {
      await name([hash], { status });
      expect(await statusFor('leesboom', hash), status).toBe(200);
    }
    expect(await statusFor('rekenrijk', hash)).toBe(404);
    await name(['0'.repeat(64)]);
    expect(await statusFor('leesboom', hash)).toBe(404);
  });

  it('does not read what belongs to the agreement of another supplier, whatever its own names', async () => {
    const hash = await added(pdf(), 'document.pdf', '--agreement', 'waterland-rekenrijk');
    await name([hash]);
    expect(await statusFor('leesboom', hash)).toBe(404);
    expect(await statusFor('rekenrijk', hash)).toBe(404);
    const documents = [{ kind: 'agreement', hash }];
    await edit(world, withMembers('agreements', 'waterland-rekenrijk', { documents }));
    expect(await statusFor('rekenrijk', hash)).toBe(200);
  });

  it('does not read a document of one board by the agreement of another', async () => {
    const hash = await added(pdf());
    await edit(
      world,
      withMembers('agreements', 'zeeland-rekenrijk', { documents: [{ kind: 'other', hash }] }),
    );
    expect(await statusFor('rekenrijk', hash)).toBe(404);
  });
});

describe('an API client that reads many', () => {
  it('has to wait after 60 in a minute', async () => {
    const unknown = '0'.repeat(64);
    const statuses = await Promise.all(Array.from({ length: 61 }, () => statusFor('zeeland', unknown)));
    expect(statuses).toContain(429);
    expect(await statusFor('operator', unknown)).toBe(404);
  });
});
