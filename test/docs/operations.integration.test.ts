import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { readKeyring } from '../../src/keyring/read-keyring.ts';
import { writeExampleSecrets } from '../../testkit/federation/example-secrets.ts';
import { example } from '../../testkit/federation/example-federation.ts';
import type { StartedProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { createDatabase } from '../../testkit/services/postgres.ts';
import { snippetsOf, snippetWith, snippetsToRun, type Snippet } from './snippets.ts';
import { tableRows } from './table-rows.ts';
import { openWorkplace, type Ran, type Workplace } from './workplace.ts';

const page = 'docs/OPERATIONS.md';
const schools = 'docs/SCHOOLS.md';

let workplace: Workplace;
let broker: StartedProcess | undefined;
let database: Client;
let origin: string;

beforeAll(async () => {
  workplace = await openWorkplace();
  const [port, url, restored] = await Promise.all([
    freePort(),
    createDatabase(inject('postgres15Url')),
    createDatabase(inject('postgres15Url')),
  ]);
  origin = `http://localhost:${String(port)}`;
  workplace.inPlaceOf
    .set('http://localhost:3000', origin)
    .set('/etc/sluis', workplace.folder)
    .set('/run/secrets', workplace.folder);
  await workplace.write('database-url', url);
  await workplace.write('restored-database-url', restored);
  await workplace.write('redis-url', inject('redisUrl'));
  await workplace.write('federation/all.yaml', example);
  await writeExampleSecrets(join(workplace.folder, 'keys'));
  Object.assign(workplace.env, { SLUIS_PORT: String(port), SLUIS_LOG_LEVEL: 'silent' });
  database = new Client({ connectionString: url });
  await installed();
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await broker?.end('SIGTERM');
  await workplace.remove();
});

/** The part "Install": what it exports holds for the whole page. */
async function installed(): Promise<void> {
  const install = snippetWith(page, 'sh', 'keys init');
  const { code, said } = await workplace.run(install);
  expect({ code, said: said.match(/fault|Error/g) }).toEqual({ code: 0, said: null });
  for (const [, name = '', value = ''] of install.text.matchAll(/^export (\w+)=(.*)$/gm)) {
    workplace.env[name] = value
      .replace('/etc/sluis', workplace.folder)
      .replace('/run/secrets', workplace.folder);
  }
  const [serve] = snippetsToRun(page, 'sh', 'serve');
  if (serve === undefined) throw new Error('no block that serves');
  broker = await workplace.start(serve);
  await eventually(async () => expect((await fetch(`${origin}/health/ready`)).status).toBe(200), 30_000);
}

async function runAndPass(snippet: Pick<Snippet, 'text'>): Promise<Ran> {
  const ran = await workplace.run(snippet);
  expect(ran).toMatchObject({ code: 0 });
  return ran;
}

const signingKeys = async () => (await readKeyring(join(workplace.folder, 'keys'), systemRandomness)).signing;

describe('docs/OPERATIONS.md', () => {
  it('changes the federation, and tells who did it and why', async () => {
    const { out } = await runAndPass(snippetWith(page, 'sh', 'ticket 42'));
    expect(out).toMatch(/version 1, .*Ada Beheer.*first schools/);
  });

  it('shows a discovery document in which every address is the issuer’s', async () => {
    const { out } = await runAndPass(snippetWith(page, 'sh', 'X-Forwarded-Proto'));
    const addresses = out.match(/"https?:[^"]*"/g) ?? [];
    expect(addresses.length).toBeGreaterThan(6);
    expect(addresses.filter((address) => !/^"https:\/\/login\.example[/"]/.test(address))).toEqual([]);
  });

  it('announces what is known, and takes it down', async () => {
    const { out } = await runAndPass(snippetWith(page, 'sh', 'announcement post'));
    expect(out).toMatch(/^posted, until .*\nservice leesboom-reader · by the operator · .*\nremoved\n$/);
  });

  it('asks for health and metrics at addresses that answer', async () => {
    const { out } = await runAndPass(snippetWith(page, 'sh', '/health/live'));
    expect(out).toContain('"alive"');
    expect(out).toContain('"ready"');
    const text = await readFile(page, 'utf8');
    const named = tableRows(text, '| Metric ').map(([first = '']) => /^`(\w+)/.exec(first)?.[1] ?? first);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((metric) => !out.includes(`# TYPE ${metric} `))).toEqual([]);
  });

  it('changes the signing keys without a moment in which none is known', async () => {
    await workplace.save('rotate.mjs', snippetWith(page, 'js', 'signing.json'));
    const [announce, change, forget, ...more] = snippetWith(page, 'sh', '" announce').text.trim().split('\n');
    expect(more).toEqual([]);
    const before = (await signingKeys()).map(({ kid }) => kid);
    expect((await workplace.run({ text: change ?? '' })).code).toBe(1);

    await runAndPass({ text: announce ?? '' });
    const announced = (await signingKeys()).map(({ kid }) => kid);
    expect(announced.slice(0, 2)).toEqual(before);
    expect(announced).toHaveLength(4);

    await runAndPass({ text: change ?? '' });
    const changed = (await signingKeys()).map(({ kid }) => kid);
    expect(changed.slice(0, 2)).toEqual(announced.slice(2));
    expect(changed.slice(2)).toEqual(before);

    await runAndPass({ text: forget ?? '' });
    expect((await signingKeys()).map(({ kid }) => kid)).toEqual(changed.slice(0, 2));
  });

  it('makes a secret, and lists those that cannot be read or are weak', async () => {
    const ran = await runAndPass(snippetWith(page, 'sh', 'secret check'));
    expect(ran).toMatchObject({ out: '', said: expect.stringContaining('none is weak') });
    const made = await readFile(join(workplace.folder, 'keys', 'leesboom-reader-2.secret'), 'utf8');
    expect(made).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('shows what was refused', async () => {
    await runAndPass(snippetWith(page, 'sh', 'audit list'));
  });

  it('shows what left, and what changed, to the operator and for the school', async () => {
    await runAndPass(snippetWith(page, 'sh', 'ledger list'));
    await runAndPass(snippetWith(schools, 'sh', 'ledger list'));
    const { out } = await runAndPass(snippetWith(schools, 'sh', 'register history'));
    expect(out).toContain('version 1');
  });

  it('removes what is older than the period, and nothing else', async () => {
    for (const years of [4, 2]) await insertDisclosure(years);
    await database.query(snippetWith(page, 'sql', 'sluis.disclosure').text);
    const { rows } = await database.query('select count(*)::int as left from sluis.disclosure');
    expect(rows).toEqual([{ left: 1 }]);
    await expect(database.query('delete from sluis.disclosure')).rejects.toThrow('append only');
  });

  it('keeps a document, shows it as it was, and erases it', async () => {
    await workplace.write('signed.pdf', '%PDF-1.7 signed');
    const { out } = await runAndPass(snippetWith(page, 'sh', 'document add'));
    expect(out).toContain('application/pdf · 15 bytes · agreement waterland-leesboom');
    expect(out.trim()).toMatch(/erased$/);
    expect(await readFile(join(workplace.folder, 'copy.pdf'), 'utf8')).toBe('%PDF-1.7 signed');
    expect((await database.query('select from sluis.document')).rowCount).toBe(0);
  });

  it('writes a mail to try, shows what became of it, and drops it', async () => {
    // after the broker was started, which has none and so leaves it alone
    Object.assign(workplace.env, {
      SLUIS_SMTP_URL: 'smtp://mail.example',
      SLUIS_MAIL_FROM: 'noreply@sluis.example',
    });
    const { out } = await runAndPass(snippetWith(page, 'sh', 'outbox test'));
    expect(out).toContain('receiver: sluis.example\nstate: waiting');
    expect(out).not.toContain('ada@');
    expect(out.trim()).toMatch(/erased$/);
    expect((await database.query('select from sluis.outbox_message')).rowCount).toBe(0);
  });

  it('adopts keys that the database cannot prove any more, and nothing where it knows them', async () => {
    const adopt = snippetWith(page, 'sh', 'keys adopt');
    expect((await runAndPass(adopt)).out).not.toContain('adopted');
    await database.query('alter table sluis.key_fingerprint disable trigger append_only');
    await database.query('delete from sluis.key_fingerprint');
    await database.query('alter table sluis.key_fingerprint enable trigger append_only');
    expect((await runAndPass(adopt)).out).toContain('adopted');
  });

  it('brings a backup back', async () => {
    await runAndPass(snippetWith(page, 'sh', 'pg_dump'));
    const { out } = await runAndPass(snippetWith(page, 'sh', 'pg_restore'));
    expect(out).toContain('Ada Beheer');
  });

  it('finds what an error id on a page was about', async () => {
    const page404 = await (await fetch(`${origin}/nowhere`, { headers: { accept: 'text/html' } })).text();
    const id = /\b[A-HJ-NP-Z2-9]{10}\b/.exec(page404)?.[0] ?? '';
    const { text } = snippetWith(page, 'sh', 'error find');
    await eventually(async () => {
      const { out } = await runAndPass({ text: text.replace(/[A-Z0-9]{10}/, id) });
      expect(out).toContain('http.not_found');
    });
  });

  it('has no block that nothing runs', () => {
    const all = [page, schools, 'docs/SUPPLIERS.md'].flatMap((document) => snippetsOf(document));
    const idle = all.filter(({ mark }) => mark !== 'run' && mark !== 'serve');
    expect(idle.map(({ document, line }) => `${document}:${String(line)}`)).toEqual([]);
  });
});

async function insertDisclosure(yearsAgo: number): Promise<void> {
  await database.query(
    `insert into sluis.disclosure (id, at, person, affiliation, school, board, supplier, service, released, withheld,
       agreement, agreement_version, policy_version, subject_proof)
     values (gen_random_uuid(), now() - make_interval(years => $1), gen_random_uuid(), 'pupil', 'de-regenboog',
       'waterland', 'leesboom', 'leesboom-reader', '[]', '[]', 'waterland-leesboom', 1, 1, 'a made-up proof')`,
    [yearsAgo],
  );
}
