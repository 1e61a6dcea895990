import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import {
  connectEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/embedded-postgres/embedded-postgres.ts';
import { identifyProcess } from '../../../src/embedded-postgres/process-identity.ts';
import { startProcess, type StartedProcess } from '../../../testkit/machine/child-process.ts';
import { eventually } from '../../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

let base: string;
let dataFolder: string;
let logger: RecordingLogger;
const cleanups: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  base = await mkdtemp('/tmp/embedded-postgres-');
  await chmod(base, 0o755);
  dataFolder = join(base, 'data');
  logger = createRecordingLogger();
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await rm(base, { recursive: true, force: true });
});

async function start(folder = dataFolder) {
  const server = await startEmbeddedPostgres({ dataFolder: folder, logger, clock: systemClock });
  cleanups.push(() => server.stop());
  return server;
}

function clusterFolder(): string {
  return join(dataFolder, 'postgres', 'cluster');
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(clusterFolder(), 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A broker in a group of processes of its own, like one in a terminal. */
async function startHolder(): Promise<{ holder: StartedProcess; url: string }> {
  const program = join(import.meta.dirname, 'embedded-holder.ts');
  const holder = await startProcess(process.execPath, [program, dataFolder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => holder.end('SIGKILL'));
  let output = '';
  holder.child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await eventually(() => expect(output).toContain('\n'), 30_000);
  return { holder, url: output.trim() };
}

const events = () => logger.events.map(({ event }) => event);

describe('the embedded PostgreSQL', () => {
  it('keeps data and password from one start to the next, and is quick the second time', async () => {
    const first = await start();
    await queryDatabase(first.url, `create table kept as select 'still here' as word`);
    await first.stop();
    expect(await connectEmbeddedPostgres({ dataFolder })).toBeUndefined();
    const second = await start();
    expect(await queryDatabase(second.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(events()).toEqual([
      'postgres.initialising',
      'postgres.started',
      'postgres.stopped',
      'postgres.started',
    ]);
    expect(logger.events.at(-1)?.fields?.durationMs).toBeLessThan(3000);
  });

  it('writes for real, listens on loopback only, and lets nobody in without the password', async () => {
    const { url } = await start();
    const settings = await queryDatabase(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
        current_setting('password_encryption') as encryption, current_setting('server_version_num')::int >= 180000 as new`,
    );
    expect(settings).toEqual([
      {
        fsync: 'on',
        commit: 'on',
        addresses: '127.0.0.1',
        sockets: '',
        encryption: 'scram-sha-256',
        new: true,
      },
    ]);
    const stranger = new Client({ connectionString: url.replace(/:[^:@/]+@/, ':wrong@') });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
    await stranger.end();
  });

  it('keeps its password and data from other users, and leaves no copy of the password', async () => {
    const { url } = await start();
    const home = join(dataFolder, 'postgres');
    expect((await stat(clusterFolder())).mode & 0o777).toBe(0o700);
    expect((await stat(join(clusterFolder(), 'password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(home)).toSorted()).toEqual(['cluster', 'owner.json', 'postgres.log']);
    const { password } = new URL(url);
    for (const file of ['owner.json', 'postgres.log']) {
      expect(await readFile(join(home, file), 'utf8')).not.toContain(password);
    }
    expect(JSON.stringify(logger.events)).not.toContain(password);
  });

  it('stops once, however often it is told to, and leaves no process and no owner', async () => {
    const server = await start();
    const pid = await serverPid();
    await Promise.all([server.stop(), server.stop()]);
    expect(await identifyProcess(pid)).toBeUndefined();
    expect(await readdir(join(dataFolder, 'postgres'))).not.toContain('owner.json');
  });

  it('works in a path with spaces and other letters', async () => {
    const { url } = await start(join(base, 'map met spaties', "gegevens 'ë'"));
    expect(await queryDatabase(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('two on one data folder', () => {
  it('refuses the second broker by name, lets a command share, and harms nothing', async () => {
    const { url } = await start();
    const failure = await expectFailure(start(), 'storage.conflict');
    expect(failure.message).toContain(`process ${process.pid}`);
    expect(await connectEmbeddedPostgres({ dataFolder })).toEqual({ url });
    expect(await queryDatabase(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts one of two that begin at the same moment', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(events().filter((event) => event === 'postgres.initialising')).toHaveLength(1);
  });
});

describe('what a crash leaves', () => {
  it('a server that runs on: it is taken over with its data', async () => {
    const { holder, url } = await startHolder();
    await queryDatabase(url, `create table kept as select 'still here' as word`);
    const pid = await serverPid();
    await holder.end('SIGKILL');
    const server = await start();
    expect(server.url).toBe(url);
    expect(await serverPid()).toBe(pid);
    expect(await queryDatabase(server.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
    expect(events()).toEqual(['postgres.taken_over']);
    await server.stop();
    expect(await identifyProcess(pid)).toBeUndefined();
  });

  it("nothing, when a terminal's Ctrl-C reaches the whole group of the broker", async () => {
    const { holder, url } = await startHolder();
    process.kill(-holder.pid, 'SIGINT');
    await holder.ended;
    expect(await queryDatabase(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await start();
    expect(events()).toEqual(['postgres.taken_over']);
  });

  it('a pid file of a dead server, after a power cut', async () => {
    const { holder, url } = await startHolder();
    await queryDatabase(url, `create table kept as select 'still here' as word`);
    const pid = await serverPid();
    await holder.end('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await eventually(async () => {
      expect(await identifyProcess(pid)).toBeUndefined();
    });
    const server = await start();
    expect(await queryDatabase(server.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
  });

  it('a pid file whose number now belongs to another process, and so does the owner', async () => {
    const first = await start();
    await queryDatabase(first.url, `create table kept as select 'still here' as word`);
    const pidFile = join(clusterFolder(), 'data', 'postmaster.pid');
    const { uid, gid } = await stat(pidFile);
    const lines = (await readFile(pidFile, 'utf8')).split('\n').slice(1);
    await first.stop();
    const stranger = await startProcess('sleep', ['60'], { uid, gid, stdio: 'ignore' });
    cleanups.push(() => stranger.end('SIGKILL'));
    await writeFile(pidFile, [stranger.pid, ...lines].join('\n'), { mode: 0o644 });
    await writeFile(
      join(dataFolder, 'postgres', 'owner.json'),
      JSON.stringify({ pid: stranger.pid, startedAt: 1 }),
    );
    const second = await start();
    expect(await queryDatabase(second.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
    expect(stranger.child.exitCode).toBeNull();
  });

  it('half a database: it is made anew', async () => {
    const unfinished = join(dataFolder, 'postgres', 'cluster.unfinished-1');
    await mkdir(join(unfinished, 'data'), { recursive: true });
    await writeFile(join(unfinished, 'data', 'PG_VERSION'), '18\n');
    await start();
    expect(await readdir(join(dataFolder, 'postgres'))).not.toContain('cluster.unfinished-1');
  });

  it('a database of another version: it is refused, not touched', async () => {
    const server = await start();
    await server.stop();
    await writeFile(join(clusterFolder(), 'data', 'PG_VERSION'), '17\n');
    const failure = await expectFailure(start(), 'storage.conflict');
    expect(failure.message).toContain('PostgreSQL 17');
  });
});

describe('where only root can enter', () => {
  /** Where the database lies; removed after the test. */
  async function systemHome(): Promise<string> {
    const { home }: { home: string } = JSON.parse(
      await readFile(join(dataFolder, 'embedded-postgres.json'), 'utf8'),
    );
    cleanups.unshift(() => rm(home, { recursive: true, force: true }));
    expect(dirname(home)).toBe('/var/lib/sluis');
    return home;
  }

  it('keeps the database in a folder of the system, finds it again, and begins anew with a new data folder', async () => {
    await chmod(base, 0o700);
    const umask = process.umask(0o077);
    cleanups.push(async () => process.umask(umask));
    const server = await start();
    const home = await systemHome();
    await queryDatabase(server.url, `create table kept as select 'still here' as word`);
    await server.stop();

    await chmod(base, 0o755);
    await chmod(dataFolder, 0o755);
    const again = await start();
    expect(await queryDatabase(again.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
    await again.stop();

    await rm(dataFolder, { recursive: true });
    await chmod(base, 0o700);
    const fresh = await start();
    expect(await systemHome()).not.toBe(home);
    await expect(queryDatabase(fresh.url, 'select word from kept')).rejects.toThrow('does not exist');
  });
});
