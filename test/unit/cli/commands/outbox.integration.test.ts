import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../../src/domain/clock.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { startProcess } from '../../../../testkit/machine/child-process.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import {
  headerOf,
  startSmtpServer,
  textOf,
  type Answer,
  type TestSmtpServer,
} from '../../../../testkit/services/smtp-server.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { runInProcess } from '../run-in-process.ts';

let folder: string;
let url: string;
let env: NodeJS.ProcessEnv;
let server: TestSmtpServer;
let answer: Answer = 'accept';
const because = ['--author', 'ada', '--reason', 'ticket 42'];
const sluis = (...words: readonly string[]) => runInProcess(words, env);
const sql = (text: string) => queryDatabase(url, text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-outbox-'));
  await createKeyringFiles(folder, { clock: systemClock, randomness: systemRandomness });
  server = await startSmtpServer({ onReceiver: () => answer });
  url = await createDatabase(inject('postgres18Url'));
  env = {
    DATABASE_URL: url,
    SLUIS_KEYS: folder,
    SLUIS_SMTP_URL: server.url,
    SLUIS_MAIL_FROM: 'noreply@sluis.example',
  };
  expect(await sluis('outbox', 'list', '--author', 'ada')).toMatchObject({ code: 0, out: '' });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await sql('delete from sluis.outbox_message');
});

async function tested(address = 'ada@school.example', ...words: readonly string[]): Promise<string> {
  const { code, out, said } = await sluis('outbox', 'test', address, '--author', 'ada', ...words);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return out.trim();
}
const events = (id: string) =>
  sql(
    `select type, author, stated_reason, record_kind from sluis.audit_event where record_id = '${id}' order by number`,
  );
const unknown = '01234567-89ab-7cde-8f01-23456789abcd';

describe('sluis outbox test', () => {
  it('queues nothing where no mail is set up, and says so', async () => {
    const bare = { DATABASE_URL: url, SLUIS_KEYS: folder };
    const ended = await runInProcess(['outbox', 'test', 'ada@school.example', '--author', 'ada'], bare);
    expect(ended).toMatchObject({ code: 1, out: '', said: expect.stringContaining('no mail is set up') });
    expect(await sql('select id from sluis.outbox_message')).toEqual([]);
  });

  it.each([
    'ada',
    'ada@school.example, bob@school.example',
    'Ada <ada@school.example>',
    'ädа@school.example',
  ])('takes no %j', async (address) => {
    const ended = await sluis('outbox', 'test', address, '--author', 'ada');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(await sql('select id from sluis.outbox_message')).toEqual([]);
  });

  it('queues a mail, with the event, and neither tells the mailbox', async () => {
    const id = await tested('ada.canary@school.example');
    const [row] = await sql('select t::text as row from sluis.outbox_message t');
    expect(String(row?.['row'])).toContain('school.example');
    expect(String(row?.['row'])).not.toContain('canary');
    expect(await events(id)).toEqual([
      { type: 'outbox.tested', author: 'cli:ada', stated_reason: null, record_kind: 'outbox-message' },
    ]);
  });
});

describe('sluis outbox list and show', () => {
  it('tell everything but the content and the mailbox, and are in the audit trail', async () => {
    const id = await tested('ada.canary@school.example');
    const listed = await sluis('outbox', 'list', '--author', 'eva');
    expect(listed.out).toMatch(
      new RegExp(`^${id} · mail · school\\.example · waiting · 0 attempts · not tried yet · \\d{4}-`),
    );
    const shown = await sluis('outbox', 'show', id, '--author', 'eva', '--json');
    const facts: unknown = JSON.parse(shown.out);
    expect(facts).toMatchObject({
      id,
      kind: 'mail',
      receiver: 'school.example',
      state: 'waiting',
      hasPayload: true,
    });
    expect((await sluis('outbox', 'show', id, '--author', 'eva')).out).toContain('state: waiting\n');
    const json = await sluis('outbox', 'list', '--json', '--author', 'eva');
    expect(JSON.parse(json.out)).toEqual(facts);
    for (const { out, said } of [listed, shown, json]) expect(out + said).not.toMatch(/canary|Goedendag/);
    expect(await events(id)).toMatchObject([
      { type: 'outbox.tested' },
      { type: 'outbox.shown', author: 'cli:eva' },
      { type: 'outbox.shown', author: 'cli:eva' },
    ]);
    const looked = await sql(
      `select author from sluis.audit_event where type = 'outbox.listed' and author = 'cli:eva'`,
    );
    expect(looked).toHaveLength(2);
  });

  it('list by state, and what was made before', async () => {
    const [first, second] = [await tested(), await tested()];
    const ids = async (...words: readonly string[]) =>
      (await sluis('outbox', 'list', '--author', 'eva', ...words)).out.match(/^[0-9a-f-]{36}/gm) ?? [];
    expect(await ids()).toEqual([second, first].toSorted().toReversed());
    expect(await ids('--before', [first, second].toSorted()[1] ?? '')).toEqual([
      [first, second].toSorted()[0],
    ]);
    expect(await ids('--state', 'dead')).toEqual([]);
    expect(await sluis('outbox', 'list', '--state', 'lost')).toMatchObject({ code: 2 });
  });

  it('know no message that is not there', async () => {
    expect(await sluis('outbox', 'show', unknown, '--author', 'eva')).toMatchObject({ code: 1, out: '' });
    expect(await sluis('outbox', 'show', 'x', '--author', 'eva')).toMatchObject({ code: 2, out: '' });
  });
});

describe('sluis outbox retry and drop', () => {
  it('try a dead letter again, with the reason', async () => {
    const id = await tested();
    await sql(
      `update sluis.outbox_message set state = 'dead', ended_at = now(), attempts = 3, outcome = 'refused'`,
    );
    expect(await sluis('outbox', 'retry', id, ...because)).toMatchObject({ code: 0 });
    expect(await sql('select state, attempts from sluis.outbox_message')).toEqual([
      { state: 'waiting', attempts: 0 },
    ]);
    expect(await events(id)).toMatchObject([
      {},
      { type: 'outbox.retried', author: 'cli:ada', stated_reason: 'ticket 42' },
    ]);
  });

  it('try nothing whose content is gone, and write no event then', async () => {
    const id = await tested();
    await sql(
      `update sluis.outbox_message set state = 'dead', ended_at = now(), payload = null, key_version = null`,
    );
    const ended = await sluis('outbox', 'retry', id, ...because);
    expect(ended).toMatchObject({ code: 1, said: expect.stringContaining('no longer kept') });
    expect(await sluis('outbox', 'retry', unknown, ...because)).toMatchObject({ code: 1 });
    expect(await events(id)).toHaveLength(1);
  });

  it('erase a message when somebody says yes, with the reason', async () => {
    const id = await tested();
    expect(await sluis('outbox', 'drop', id, ...because)).toMatchObject({ code: 2 });
    expect(await sluis('outbox', 'drop', id, '--yes', '--author', 'ada')).toMatchObject({ code: 2 });
    const dropped = await sluis('outbox', 'drop', id, '--yes', ...because);
    expect(dropped).toMatchObject({ code: 0, out: expect.stringMatching(/school\.example[^]*erased\n$/) });
    expect(await sql('select id from sluis.outbox_message')).toEqual([]);
    expect(await events(id)).toMatchObject([
      {},
      { type: 'outbox.dropped', author: 'cli:ada', stated_reason: 'ticket 42' },
    ]);
    expect(await sluis('outbox', 'drop', id, '--yes', ...because)).toMatchObject({ code: 1 });
  });
});

/** The key that sealed what waits is replaced: nothing needs the one before any more. */
async function sealedWithAnotherKey(): Promise<void> {
  const file = join(folder, 'lasting.json');
  const { keys } = z
    .object({ keys: z.array(z.unknown()).length(1) })
    .parse(JSON.parse(await readFile(file, 'utf8')));
  const key = { version: 2, key: randomBytes(32).toString('base64url') };
  await writeFile(file, JSON.stringify({ currentVersion: 2, keys: [...keys, key] }));
  const { code, out } = await sluis('keys', 'reseal');
  expect(code).toBe(0);
  expect(out).toContain('outbox_message: 1 rows sealed with version 2');
  await writeFile(file, JSON.stringify({ currentVersion: 2, keys: [key] }));
}

describe('a broker with mail set up', () => {
  it('sends what is in the outbox, counts it, and stops', async () => {
    const port = String(await freePort());
    const waiting = await tested('ada@school.example', '--language', 'en');
    await sealedWithAnotherKey();
    const broker = await startProcess(process.execPath, ['src/cli/sluis.ts', 'serve'], {
      env: {
        PATH: process.env['PATH'],
        ...env,
        SLUIS_PORT: port,
        SLUIS_DRAIN_SECONDS: '0',
        SLUIS_LOG_LEVEL: 'silent',
      },
      stdio: 'ignore',
    });
    const state = async (id: string) =>
      (await sql(`select state, outcome, payload from sluis.outbox_message where id = '${id}'`))[0];
    try {
      await eventually(
        async () =>
          expect(await state(waiting)).toEqual({ state: 'delivered', outcome: 'delivered', payload: null }),
        30_000,
      );
      const mail = required(server.mails[0]);
      expect(headerOf(mail, 'Subject')).toBe('Sluis can send mail');
      expect(textOf(mail)).toContain('It does.');
      answer = 550;
      const refused = await tested();
      await eventually(async () => expect(await state(refused)).toMatchObject({ state: 'dead' }));
      const metrics = await (await fetch(`http://localhost:${port}/metrics`)).text();
      expect(metrics).toContain('sluis_outbox_attempts_total{kind="mail",outcome="delivered"} 1');
      expect(metrics).toContain('sluis_outbox_attempts_total{kind="mail",outcome="refused"} 1');
      expect(metrics).toMatch(/^sluis_outbox_dead_letters \d/m);
    } finally {
      await broker.end('SIGTERM');
    }
    expect(broker.child.exitCode).toBe(0);
  });
});
