import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from 'redis';
import { startProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';

const run = promisify(execFile);

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** PEM of the server's self-signed certificate, when it speaks TLS. */
  readonly certificateAuthority: string | undefined;
  /** Everything Redis holds, as it would be written to disk. */
  dump(): Promise<Buffer>;
  /** The server stands still: it takes connections (the kernel does) and never answers. */
  pause(): void;
  resume(): void;
  /** Ends without a goodbye. */
  kill(): Promise<void>;
  /** Starts again on the same port after `kill`, empty. */
  restart(): Promise<void>;
  /** Ends and removes everything. */
  stop(): Promise<void>;
}

async function createCertificate(folder: string): Promise<string> {
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=redis.test', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')],
  ]);
  return readFile(join(folder, 'certificate.pem'), 'utf8');
}

function serverOptions(folder: string, port: number, tls: boolean, password: string | undefined): string[] {
  const listen = tls
    ? ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no']
    : ['--port', String(port)];
  const certificate = tls
    ? ['--tls-cert-file', join(folder, 'certificate.pem'), '--tls-key-file', join(folder, 'key.pem')]
    : [];
  return [
    ...listen,
    ...certificate,
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
  ];
}

function createAsker(url: string, certificateAuthority: string | undefined) {
  const socket = { reconnectStrategy: false as const, connectTimeout: 2000, socketTimeout: 5000 };
  return createClient({
    url,
    socket: certificateAuthority === undefined ? socket : { ...socket, tls: true, ca: certificateAuthority },
  });
}

/** One connection for one question. */
async function ask<Value>(
  url: string,
  certificateAuthority: string | undefined,
  question: (redis: ReturnType<typeof createAsker>) => Promise<Value>,
): Promise<Value> {
  const redis = createAsker(url, certificateAuthority);
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.destroy();
  }
}

/** A Redis (Debian's `redis-server`) of one's own on a free port, in a temporary folder. */
export async function startRedis({
  tls = false,
  password,
}: { tls?: boolean; password?: string } = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const certificateAuthority = tls ? await createCertificate(folder) : undefined;
  const user = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  const url = `${tls ? 'rediss' : 'redis'}://${user}127.0.0.1:${port}`;
  const start = async () => {
    const server = await startProcess('redis-server', serverOptions(folder, port, tls, password), {
      stdio: 'ignore',
    });
    await eventually(() => ask(url, certificateAuthority, (redis) => redis.ping())).catch(
      async (error: unknown) => {
        await server.end('SIGKILL');
        throw error;
      },
    );
    return server;
  };
  let server = await start();
  return {
    url,
    port,
    certificateAuthority,
    dump: async () => {
      await ask(url, certificateAuthority, (redis) => redis.sendCommand(['SAVE']));
      return readFile(join(folder, 'dump.rdb'));
    },
    pause: () => void server.child.kill('SIGSTOP'),
    resume: () => void server.child.kill('SIGCONT'),
    kill: () => server.end('SIGKILL'),
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      server.child.kill('SIGCONT');
      await server.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
