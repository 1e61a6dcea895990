import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { documentsOfBoard, largestDocument } from '../../../../src/domain/documents.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { writeExampleSecrets } from '../../../../testkit/federation/example-secrets.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { runInProcess } from '../run-in-process.ts';

let folder: string;
let url: string;
let env: NodeJS.ProcessEnv;
const because = ['--author', 'ada', '--reason', 'signed in May'];
const sluis = (...words: readonly string[]) => runInProcess(words, env);
const sql = (text: string) => queryDatabase(url, text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-documents-'));
  await mkdir(join(folder, 'keys'));
  await createKeyringFiles(join(folder, 'keys'), { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(join(folder, 'keys'));
  url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url, SLUIS_KEYS: join(folder, 'keys') };
  await writeFile(join(folder, 'all.yaml'), example);
  const more = 'boards:\n  - { id: duinen, name: Duinen }\n  - { id: vol, name: Vol }\n';
  await writeFile(join(folder, 'more.yaml'), more);
  expect(await sluis('apply', folder, '--yes', ...because)).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
const newPdf = () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(500)]);
const add = (file: string, board = 'waterland', ...words: readonly string[]) =>
  sluis('document', 'add', file, '--board', board, ...because, ...words);
async function added(content: Uint8Array, board = 'waterland'): Promise<string> {
  const { code, out } = await add(await fileWith('added.pdf', content), board);
  expect(code).toBe(0);
  return out.trim();
}
const show = (hash: string, board = 'waterland') =>
  sluis('document', 'show', hash, '--board', board, '--author', 'eva');
const documents = async () => (await sql('select board, hash from sluis.document')).length;
const events = async (hash: string) =>
  sql(
    `select type, board, author, stated_reason from sluis.audit_event where record_kind = 'document' and record_id = '${hash}' order by number`,
  );

describe('sluis document add', () => {
  it.each([
    [
      'a page that calls itself a PDF',
      'page.pdf',
      '<!doctype html><script>alert(1)</script>',
      'neither a PDF',
    ],
    ['a page', 'page.html', '<html>', 'neither a PDF'],
    ['a program', 'tool.exe', 'MZ\u0000', 'neither a PDF'],
    ['a PDF that calls itself text', 'signed.txt', '%PDF-1.7', 'does not end in .pdf'],
    ['text that calls itself a page', 'text.html', 'an agreement', 'does not end in .txt'],
    ['text that calls itself a PDF', 'text.pdf', 'an agreement', 'does not end in .txt'],
    ['nothing', 'nothing.txt', '', 'neither a PDF'],
  ])('does not keep %s', async (_what, name, content, said) => {
    const before = await documents();
    const ended = await add(await fileWith(name, content));
    expect(ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining(said) });
    expect(await documents()).toBe(before);
  });

  it('does not keep what is too large, a folder, and a file that is not there', async () => {
    const large = await fileWith('large.pdf', '%PDF-1.7');
    await truncate(large, largestDocument + 1);
    expect(await add(large)).toMatchObject({ code: 2, said: expect.stringContaining('too large') });
    for (const file of [folder, join(folder, 'gone.pdf')]) expect(await add(file)).toMatchObject({ code: 2 });
    await truncate(large, largestDocument);
    expect(await add(large)).toMatchObject({ code: 0 });
  });

  it('knows its board and its agreement, and that the one is of the other', async () => {
    const file = await fileWith('signed.pdf', newPdf());
    expect(await add(file, 'waterlant')).toMatchObject({
      code: 2,
      said: expect.stringContaining('waterland?'),
    });
    const unknown = await add(file, 'waterland', '--agreement', 'none');
    expect(unknown).toMatchObject({ code: 2, said: expect.stringContaining('there is no agreement none') });
    const foreign = await add(file, 'duinen', '--agreement', 'waterland-leesboom');
    expect(foreign).toMatchObject({ code: 2, said: expect.stringContaining('not one of board duinen') });
    expect(await add(file, 'waterland', '--agreement', 'waterland-leesboom')).toMatchObject({ code: 0 });
  });

  it('prints the hash of the content, keeps it once, and leaves nothing of it readable', async () => {
    const content = Buffer.from(`%PDF-1.7\n${'canary-in-a-document '.repeat(20)}`);
    const hash = createHash('sha256').update(content).digest('hex');
    expect(await added(content)).toBe(hash);
    const again = await add(await fileWith('again.pdf', content));
    expect(again).toMatchObject({ code: 0, out: `${hash}\n`, said: expect.stringContaining('already') });
    expect(await events(hash)).toEqual([
      { type: 'document.added', board: 'waterland', author: 'cli:ada', stated_reason: 'signed in May' },
    ]);
    const [row] = await sql(
      `select encode(content, 'escape') as content from sluis.document where hash = '${hash}'`,
    );
    expect(String(row?.['content'])).not.toContain('canary');
  });

  it('refuses the 501st document of a board', async () => {
    const { documents: most } = documentsOfBoard;
    await sql(`insert into sluis.document
      select 'vol', lpad(to_hex(n), 64, '0'), 'application/pdf', 10, null, now(), 'cli:ada', 'many', 1, '\\x00'
      from generate_series(1, ${String(most - 1)}) as n`);
    expect(await added(newPdf(), 'vol')).toMatch(/^[0-9a-f]{64}$/);
    const refused = await add(await fileWith('one-more.pdf', newPdf()), 'vol');
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringContaining('at most 500 documents'),
    });
    await added(newPdf(), 'duinen');
    await sql(`delete from sluis.document where board = 'vol'`);
  });
});

describe('sluis document show', () => {
  it('shows a document of another board as one that is not there', async () => {
    const hash = await added(newPdf());
    const foreign = await show(hash, 'duinen');
    const unknown = await show('0'.repeat(64), 'duinen');
    expect(foreign).toEqual({ code: 1, out: '', said: expect.stringContaining('has no document') });
    expect(foreign.said).toBe(unknown.said);
    expect(await show('nothing')).toMatchObject({ code: 2 });
  });

  it.each([
    ['changed in the database', `content = set_byte(content, 60, get_byte(content, 60) # 1)`],
    ['cut off', `content = substring(content from 1 for 90)`],
    ['said to be of another version', `content = set_byte(content, 2, 9)`],
  ])('does not open what was %s', async (_what, change) => {
    const hash = await added(newPdf());
    await sql(`update sluis.document set ${change} where hash = '${hash}'`);
    const ended = await show(hash);
    expect(ended).toMatchObject({ code: 1, out: '', said: expect.stringContaining('does not open') });
    expect((await events(hash)).map(({ type }) => type)).toEqual(['document.added']);
    await sql(`delete from sluis.document where hash = '${hash}'`);
  });

  it('does not open sealed bytes of another row, nor of that row at another board', async () => {
    const content = newPdf();
    const [hash, other] = [await added(content), await added(newPdf())];
    await added(content, 'duinen');
    const copy = (from: string) =>
      sql(`update sluis.document set content = (select content from sluis.document where ${from})
        where board = 'waterland' and hash = '${hash}'`);
    for (const from of [`hash = '${other}'`, `board = 'duinen' and hash = '${hash}'`]) {
      await copy(from);
      expect(await show(hash)).toMatchObject({ code: 1, out: '' });
    }
    expect(await show(hash, 'duinen')).toMatchObject({ code: 0 });
    await sql(`delete from sluis.document where hash in ('${hash}', '${other}')`);
  });

  it('writes the bytes as they were, and who read them is in the trail', async () => {
    const content = Buffer.concat([newPdf(), Buffer.from([0, 13, 10, 255, 254, 10])]);
    const hash = await added(content);
    const words = ['src/cli/sluis.ts', 'document', 'show', hash, '--board', 'waterland', '--author', 'eva'];
    const { stdout } = await promisify(execFile)(process.execPath, words, {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'buffer',
      timeout: 25_000,
    });
    expect(stdout.equals(content)).toBe(true);
    expect(await events(hash)).toMatchObject([
      { type: 'document.added' },
      { type: 'document.read', board: 'waterland', author: 'cli:eva' },
    ]);
  });

  it('refuses to begin with a lasting key that did not seal what is there', async () => {
    await added(newPdf());
    const file = join(folder, 'keys', 'lasting.json');
    const right = await readFile(file, 'utf8');
    const key = randomBytes(32).toString('base64url');
    await writeFile(file, JSON.stringify({ currentVersion: 2, keys: [{ version: 2, key }] }));
    const ended = await show('0'.repeat(64));
    expect(ended).toMatchObject({ code: 2, said: expect.stringContaining('key lasting 1 is missing') });
    await writeFile(file, right);
  });
});

describe('sluis document list', () => {
  it('says what is kept for one board alone, and by whom and why', async () => {
    const hash = await added(newPdf(), 'duinen');
    const { out } = await sluis('document', 'list', '--board', 'duinen');
    expect(out).toContain(`${hash} · application/pdf · 509 bytes · `);
    expect(out).toContain(' · cli:ada · signed in May');
    const there = (await sluis('document', 'list', '--board', 'waterland')).out;
    expect(there).not.toContain(hash);
    expect(there).toContain('agreement waterland-leesboom');
    expect(await sluis('document', 'list', '--board', 'vol')).toMatchObject({ code: 0, out: '' });
  });
});

describe('sluis document erase', () => {
  it('wants a reason, and a yes', async () => {
    const hash = await added(newPdf());
    const words = ['document', 'erase', hash, '--board', 'waterland'];
    expect(await sluis(...words, '--yes')).toMatchObject({ code: 2 });
    expect(await sluis(...words, ...because)).toMatchObject({ code: 2 });
    expect(await show(hash)).toMatchObject({ code: 0 });
  });

  it('erases nothing of another board', async () => {
    const hash = await added(newPdf());
    const elsewhere = await sluis('document', 'erase', hash, '--board', 'duinen', '--yes', ...because);
    expect(elsewhere).toMatchObject({ code: 1, out: '' });
    expect(await show(hash)).toMatchObject({ code: 0 });
  });

  it('leaves nothing but what happened, also where the key is lost', async () => {
    const hash = await added(newPdf());
    await sql(`update sluis.document set content = '\\x00' where hash = '${hash}'`);
    const erased = await sluis('document', 'erase', hash, '--board', 'waterland', '--yes', ...because);
    expect(erased).toMatchObject({ code: 0, out: expect.stringMatching(/signed in May\nerased\n$/) });
    expect(await sql(`select from sluis.document where hash = '${hash}'`)).toEqual([]);
    expect(await events(hash)).toMatchObject([
      { type: 'document.added' },
      { type: 'document.erased', board: 'waterland', author: 'cli:ada', stated_reason: 'signed in May' },
    ]);
    expect(await show(hash)).toMatchObject({ code: 1, out: '' });
  });
});
