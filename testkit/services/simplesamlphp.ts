import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { openSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';
import { makeCertifiedKey } from '../values/saml-certificate.ts';
import { writeConfiguration, type SimpleSamlPhpOptions } from './simplesamlphp-configuration.ts';

/** A running SimpleSAMLphp that is a school's SAML 2.0 IdP. */
export interface SimpleSamlPhp {
  readonly origin: string;
  readonly entityId: string;
  readonly singleSignOnUrl: string;
  readonly certificatePem: string;
  stop(): Promise<void>;
}

const documentRoot = '/usr/share/simplesamlphp/www';

/** Debian's SimpleSAMLphp behind PHP's own web server, with a folder of its own for configuration, keys and sessions. */
export async function startSimpleSamlPhp(options: SimpleSamlPhpOptions): Promise<SimpleSamlPhp> {
  const host = options.host ?? '127.0.0.6';
  const [folder, key, port] = await Promise.all([
    mkdtemp(join(tmpdir(), 'simplesamlphp-')),
    makeCertifiedKey(),
    freePort(),
  ]);
  const origin = `http://${host}:${String(port)}`;
  const entityId = `${origin}/saml2/idp/metadata.php`;
  await writeConfiguration({ folder, origin, entityId, key, options });
  const stopServer = await startPhp(folder, `${host}:${String(port)}`);
  const stop = async (): Promise<void> => {
    await stopServer();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(() => answers(entityId, folder), 20_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    entityId,
    singleSignOnUrl: `${origin}/saml2/idp/SSOService.php`,
    certificatePem: key.certificatePem,
    stop,
  };
}

async function startPhp(folder: string, address: string): Promise<() => Promise<void>> {
  const log = openSync(logFile(folder), 'w');
  const { pid, ended } = await startProcess('php', ['-S', address, '-t', documentRoot], {
    env: { PATH: process.env['PATH'], PHP_CLI_SERVER_WORKERS: '4', SIMPLESAMLPHP_CONFIG_DIR: folder },
    stdio: ['ignore', 'ignore', log],
    // its workers outlive their parent, so that the whole process group has to be ended
    detached: true,
  });
  closeSync(log);
  return async () => {
    endGroup(pid);
    await ended;
  };
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function answers(metadata: string, folder: string): Promise<void> {
  const response = await fetch(metadata, { signal: AbortSignal.timeout(5_000) });
  await response.body?.cancel();
  if (response.ok) return;
  throw new Error(
    `SimpleSAMLphp answers ${String(response.status)}:\n${await readFile(logFile(folder), 'utf8')}`,
  );
}

function logFile(folder: string): string {
  return join(folder, 'php.log');
}
