import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProcess, type StartedProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { serviceNamed } from './compose-file.ts';

const run = promisify(execFile);

/** Who a container runs as; for a test without the rights of root everybody is the tester. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export function identityOf(service: string): Identity {
  if (process.getuid?.() !== 0) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const [uid = 0, gid = 0] = serviceNamed(service).user.split(':').map(Number);
  return { uid, gid };
}

const ownerOf = (service: string): string => Object.values(identityOf(service)).join(':');

/** What `docker/make-secrets.sh` needs to give the files to those who read them. */
export function secretOwners(): NodeJS.ProcessEnv {
  return { BROKER_OWNER: ownerOf('broker'), STORES_OWNER: ownerOf('postgres') };
}

export interface Installation {
  readonly folder: string;
  /** Path of a secret or of the folder `keys`. */
  secret(name: string): string;
  /** A copy of the secret URL `name` that leads to another host, for the same reader; returns its path. */
  redirect(name: string, host: string): Promise<string>;
  remove(): Promise<void>;
}

/** A folder with the secrets of one installation, made as an operator makes them. */
export async function install(): Promise<Installation> {
  // Not `tmpdir()`: that may be a folder which the unprivileged users cannot enter.
  const folder = await mkdtemp('/tmp/sluis-container-');
  await chmod(folder, 0o755);
  const secrets = join(folder, 'secrets');
  await run('docker/make-secrets.sh', [secrets], { env: { PATH: process.env['PATH'], ...secretOwners() } });
  // A container gets the files mounted one by one; here their readers have to pass the folder.
  await chmod(secrets, 0o711);
  return {
    folder,
    secret: (name) => join(secrets, name),
    redirect: async (name, host) => {
      const url = new URL((await readFile(join(secrets, name), 'utf8')).trim());
      url.host = host;
      const path = join(folder, name);
      await rm(path, { force: true }); // its owner may not write it again
      await writeFile(path, `${url.href}\n`, { mode: 0o400 });
      const { uid, gid } = identityOf('broker');
      await chown(path, uid, gid);
      return path;
    },
    remove: async () => {
      await chmod(join(secrets, 'keys'), 0o700); // a test may have closed it
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface ComposeRedis {
  readonly port: number;
  /** Asks as the health check of the compose file does; the exit code is the answer. */
  healthCheck(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's Redis with the command line of the compose file, its user and its list of rights. */
export async function startComposeRedis(installation: Installation): Promise<ComposeRedis> {
  const service = serviceNamed('redis');
  const port = await freePort();
  const words = service.command
    .slice(1)
    .map((word) => word.replace('/run/secrets/redis-acl', installation.secret('redis-acl')));
  const server: StartedProcess = await startProcess(
    'redis-server',
    [...words, '--port', String(port), '--bind', '127.0.0.1', '--dir', installation.folder],
    { ...identityOf('redis'), stdio: 'ignore' },
  );
  const [, , ...question] = service.healthcheck?.test ?? [];
  const healthCheck = async () => {
    await run('redis-cli', ['-p', String(port), ...question], { timeout: 5000 });
  };
  try {
    await eventually(healthCheck);
  } catch (error) {
    await server.end('SIGKILL');
    throw error;
  }
  return { port, healthCheck, stop: () => server.end('SIGTERM') };
}
