import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../testkit/machine/eventually.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase, startPostgres15 } from '../../../testkit/services/postgres.ts';
import {
  headerOf,
  startSmtpServer,
  textOf,
  type Answer,
  type TestSmtpServer,
} from '../../../testkit/services/smtp-server.ts';
import { required } from '../../../testkit/values/ids.ts';
import { openOutboxWorld, type OutboxWorld } from './outbox-world.ts';

const minute = 60_000;
let world: OutboxWorld;
let server: TestSmtpServer;
let onReceiver: (address: string) => Answer;
let onMail: () => Answer | Promise<Answer>;
const clock = createManualClock();
beforeEach(async () => {
  [onReceiver, onMail] = [() => 'accept', () => 'accept'];
  server = await startSmtpServer({
    onReceiver: (address) => onReceiver(address),
    onMail: () => onMail(),
  });
  world = await openOutboxWorld({ clock });
});
afterEach(async () => {
  await server.close();
  await world.close();
});
const stateOf = async (id: Parameters<OutboxWorld['store']['find']>[0]) =>
  required(await world.store.find(id));
const delivered = (id: Parameters<OutboxWorld['store']['find']>[0], within = 10_000) =>
  eventually(async () => expect(await stateOf(id)).toMatchObject({ state: 'delivered' }), within);

describe('a message', () => {
  it('arrives once in the quiet case, whichever of two nodes sends it', async () => {
    const nodes = [world.node(server.port), world.node(server.port)];
    const ids = [];
    for (let index = 0; index < 12; index += 1) {
      ids.push(await world.write(`person-${String(index)}@school-${String(index % 4)}.example`));
    }
    for (const id of ids) await delivered(id);
    for (const node of nodes) await node.close();
    expect(server.mails).toHaveLength(12);
    const told = server.mails.map((mail) => headerOf(mail, 'Message-ID'));
    expect(new Set(told)).toEqual(new Set(ids.map((id) => `<${id}@sluis.example>`)));
  });

  it('is told to nodes at once: nobody waits for the next look', async () => {
    world.node(server.port, { pollMilliseconds: 600_000 });
    await eventually(async () => {
      const [row] = await queryDatabase(
        world.url,
        `select count(*)::int as listeners from pg_stat_activity where query like 'listen %' and datname = current_database()`,
      );
      expect(row?.['listeners']).toBe(1);
    });
    await delivered(await world.write('a@school.example'));
  });

  it('leaves nothing of itself in the table and in a dump, and nothing in the log', async () => {
    const id = await world.write('mira.canary@school.example', 'CANARY-77');
    const [before] = await queryDatabase(world.url, `select t::text as row from sluis.outbox_message t`);
    expect(String(before?.['row'])).toContain('\\x');
    world.node(server.port);
    await delivered(id);
    expect(textOf(required(server.mails[0]))).toContain('CANARY-77');
    const [row] = await queryDatabase(world.url, 'select * from sluis.outbox_message');
    expect(row).toMatchObject({ payload: null, key_version: null, receiver: 'school.example' });
    const { stdout: dump } = await promisify(execFile)('/usr/lib/postgresql/15/bin/pg_dump', [world.url]);
    const [line] = dump.split('\n').filter((one) => one.startsWith(`${id}\t`));
    expect(line).toMatch(/\t\\N\t\\N$/);
    for (const text of [dump, JSON.stringify(world.logger.events)]) {
      expect(text).not.toMatch(/mira|canary/i);
    }
  });

  it('that is refused for good is a dead letter at once, without what the server said', async () => {
    onReceiver = () => 550;
    const id = await world.write('nobody@school.example');
    world.node(server.port);
    await eventually(async () =>
      expect(await stateOf(id)).toMatchObject({ state: 'dead', outcome: 'refused', attempts: 1 }),
    );
    expect(server.mails).toEqual([]);
    const rows = await queryDatabase(world.url, 'select t::text as row from sluis.outbox_message t');
    expect(JSON.stringify([rows, world.logger.events])).not.toContain('secret-mailbox');
  });

  it('that is deferred is tried again after a while, and arrives', async () => {
    onReceiver = () => 451;
    const id = await world.write('full@school.example');
    world.node(server.port);
    await eventually(async () =>
      expect(await stateOf(id)).toMatchObject({ state: 'waiting', outcome: 'deferred', attempts: 1 }),
    );
    const { notBefore } = await stateOf(id);
    expect(notBefore - clock.now()).toBeGreaterThanOrEqual(15_000);
    expect(notBefore - clock.now()).toBeLessThanOrEqual(30_000);
    onReceiver = () => 'accept';
    clock.advance(notBefore - clock.now());
    await delivered(id);
    expect(await stateOf(id)).toMatchObject({ attempts: 2 });
    expect(server.mails).toHaveLength(1);
  });

  it('that nobody takes in time is a dead letter, and its code is forgotten', async () => {
    onReceiver = () => 451;
    const id = await world.write('full@school.example');
    world.node(server.port);
    await eventually(async () => expect(await stateOf(id)).toMatchObject({ outcome: 'deferred' }));
    clock.advance(16 * minute);
    await eventually(async () =>
      expect(await stateOf(id)).toMatchObject({ state: 'dead', outcome: 'deferred', hasPayload: false }),
    );
  });

  it('whose seal is broken is a dead letter, and holds up nobody', async () => {
    const broken = await world.write('a@school.example');
    await queryDatabase(world.url, `update sluis.outbox_message set payload = '\\x00'`);
    // due first, for the other one to wait for
    clock.advance(1);
    const next = await world.write('a@school.example');
    world.node(server.port);
    await delivered(next);
    expect(await stateOf(broken)).toMatchObject({ state: 'dead', outcome: 'unreadable' });
  });
});

describe('a receiver that hangs', () => {
  it('holds up no other, and has one message under way, at two nodes too', async () => {
    let hanging = 0;
    onReceiver = (address) => {
      if (!address.endsWith('@slow.example')) return 'accept';
      hanging += 1;
      return 'hang';
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => world.write(`p${String(index)}@slow.example`)),
    );
    const quick = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        world.write(`p${String(index)}@q${String(index % 5)}.example`),
      ),
    );
    const nodes = [world.node(server.port), world.node(server.port)];
    for (const id of quick) await delivered(id);
    expect(hanging).toBe(1);
    expect(server.mails).toHaveLength(40);
    // a stop does not wait for it for long, and leaves it to others
    const begun = performance.now();
    await Promise.all(nodes.map((node) => node.close()));
    expect(performance.now() - begun).toBeLessThan(8_000);
    const tried = (await world.store.list({ limit: 99 })).filter(({ attempts }) => attempts === 1);
    expect(tried.filter(({ receiver }) => receiver === 'slow.example')).toMatchObject([
      { outcome: 'interrupted', state: 'waiting', notBefore: clock.now() },
    ]);
  });
});

describe('a node that stops', () => {
  it('lets what is under way arrive, and takes nothing new', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    onMail = () => promise;
    const first = await world.write('a@school.example');
    const node = world.node(server.port);
    await eventually(() => expect(server.mails).toHaveLength(1));
    const closed = node.close();
    const second = await world.write('b@other.example');
    resolve('accept');
    await closed;
    expect(await stateOf(first)).toMatchObject({ state: 'delivered' });
    expect(await stateOf(second)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});

describe('a node that is killed', () => {
  const lease = 4_000;
  const start = (): ChildProcess =>
    spawn(
      process.execPath,
      [
        'test/unit/outbox/sending-node.ts',
        world.url,
        world.key.toString('base64url'),
        String(server.port),
        String(lease),
      ],
      { stdio: 'inherit' },
    );
  /** The child has a clock of its own: that of the machine. */
  beforeEach(async () => {
    await world.close();
    world = await openOutboxWorld();
  });

  it('in the middle of a mail leaves it to another node, when its lease ends', async () => {
    let asked = 0;
    onReceiver = () => {
      asked += 1;
      return 'hang';
    };
    const id = await world.write('a@school.example');
    const child = start();
    await eventually(() => expect(asked).toBe(1), 20_000);
    const { leaseLeft } = await killed(child);
    onReceiver = () => 'accept';
    const killedAt = performance.now();
    world.node(server.port);
    await delivered(id, 20_000);
    expect(performance.now() - killedAt).toBeGreaterThan(leaseLeft - 500);
    expect(server.mails).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ attempts: 2 });
  });

  it('between taken and marked has the mail sent twice, with the same Message-ID', async () => {
    const id = await world.write('a@school.example');
    onMail = () => 'hang';
    const child = start();
    await eventually(() => expect(server.mails).toHaveLength(1), 20_000);
    await killed(child);
    onMail = () => 'accept';
    world.node(server.port);
    await delivered(id, 20_000);
    const [first, second] = server.mails.map((mail) => headerOf(mail, 'Message-ID'));
    expect(server.mails).toHaveLength(2);
    expect(first).toBe(`<${id}@sluis.example>`);
    expect(second).toBe(first);
    expect(required(server.mails[1]).raw.replace(/^Received:.*/gm, '')).toBe(required(server.mails[0]).raw);
  });

  async function killed(child: ChildProcess): Promise<{ readonly leaseLeft: number }> {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    const [row] = await queryDatabase(
      world.url,
      'select extract(epoch from lease_until - now()) * 1000 as left from sluis.outbox_message',
    );
    return { leaseLeft: Number(row?.['left']) };
  }
});

describe('PostgreSQL', () => {
  it('is away and comes back: what was written arrives, once', async () => {
    const postgres = await startPostgres15();
    const other = await openOutboxWorld({ postgresUrl: postgres.url });
    try {
      other.node(server.port);
      const before = await other.write('a@school.example');
      await eventually(async () =>
        expect(await other.store.find(before)).toMatchObject({ state: 'delivered' }),
      );
      // taken, and not marked: the mark waits for the database
      const { promise, resolve } = Promise.withResolvers<Answer>();
      onMail = () => promise;
      const during = await other.write('b@school.example');
      await eventually(() => expect(server.mails).toHaveLength(2));
      await postgres.kill();
      resolve('accept');
      await eventually(() =>
        expect(other.logger.events.map(({ event }) => event)).toContain('outbox.stopped'),
      );
      await postgres.restart();
      await eventually(
        async () => expect(await other.store.find(during)).toMatchObject({ state: 'delivered' }),
        20_000,
      );
      onMail = () => 'accept';
      const after = await other.write('c@school.example');
      await eventually(
        async () => expect(await other.store.find(after)).toMatchObject({ state: 'delivered' }),
        20_000,
      );
      expect(server.mails).toHaveLength(3);
      expect(other.logger.events.filter(({ event }) => event === 'outbox.stopped')).toHaveLength(1);
    } finally {
      await other.close();
      await postgres.stop();
    }
  });
});
