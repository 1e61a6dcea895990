import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { bareCertificate, makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-serve-'));
  env = {
    PATH: process.env['PATH'],
    DATABASE_URL: await createDatabase(inject('postgres15Url')),
    SLUIS_KEYS: join(folder, 'keys'),
    SLUIS_GENERATE_KEYS: '1',
    SLUIS_LOG_LEVEL: 'silent',
    SLUIS_DRAIN_SECONDS: '0',
    ONE: 'a-made-up-secret-of-forty-characters-01',
  };
  const soon = await makeCertifiedKey({ notAfter: new Date(Date.now() + 20.5 * 86_400_000) });
  const text = example
    .replaceAll(/\{ file: [a-z-]+\.secret \}/g, '{ env: ONE }')
    .replace(/certificates: \[\S+\]/, `certificates: [${bareCertificate(soon)}]`);
  await writeFile(join(folder, 'all.yaml'), text);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function serve(
  port: number,
  {
    stdio = 'ignore',
    option = '--first-apply',
    variables = {},
  }: { stdio?: 'ipc' | 'ignore'; option?: string; variables?: NodeJS.ProcessEnv } = {},
): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['src/cli/sluis.ts', 'serve', option, folder], {
    env: { ...env, SLUIS_PORT: String(port), ...variables },
    stdio: ['ignore', 'ignore', 'inherit', stdio],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended };
}

async function isLive(port: number): Promise<void> {
  const answer = await fetch(`http://localhost:${String(port)}/health/live`, {
    signal: AbortSignal.timeout(2000),
  });
  expect(answer.status).toBe(200);
}

describe('sluis serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then ends with 0', async (signal) => {
    const port = await freePort();
    const { child, ended } = serve(port);
    try {
      await eventually(() => isLive(port), 25_000);
      child.kill(signal);
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('ends when the parent that started it with a channel is gone', async () => {
    const port = await freePort();
    const { child, ended } = serve(port, { stdio: 'ipc' });
    try {
      await eventually(() => isLive(port), 25_000);
      child.disconnect();
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('applies files to an empty register only, or whenever it is told to', async () => {
    const once = async (option: string): Promise<string> => {
      const port = await freePort();
      const { child, ended } = serve(port, { option });
      try {
        await eventually(() => isLive(port), 25_000);
        child.kill('SIGTERM');
        await ended;
      } finally {
        child.kill('SIGKILL');
      }
      return (await runSluis(['register', 'history', 'board', 'waterland'], env)).out;
    };
    await once('--first-apply');
    const text = await readFile(join(folder, 'all.yaml'), 'utf8');
    await writeFile(
      join(folder, 'all.yaml'),
      text.replace('Stichting Waterland', 'Stichting Nieuw Waterland'),
    );
    expect(await once('--first-apply')).not.toContain('version 2');
    expect(await once('--apply')).toMatch(/version 2, .*, sluis serve: /);
  });

  it('starts without a secret that is in use, is ready, and counts what somebody should do something about', async () => {
    const port = await freePort();
    const { child, ended } = serve(port, { option: '--apply', variables: { ONE: '' } });
    const textAt = async (path: string) => {
      const answer = await fetch(`http://localhost:${String(port)}${path}`, {
        signal: AbortSignal.timeout(2000),
      });
      expect(answer.status).toBe(200);
      return await answer.text();
    };
    try {
      await eventually(() => isLive(port), 25_000);
      // a service and a login of a school
      await eventually(async () =>
        expect(await textAt('/metrics')).toContain('\nsluis_secrets_unreadable 2\n'),
      );
      await eventually(async () => {
        const metrics = await textAt('/metrics');
        expect(metrics).toContain('\nsluis_certificates_ending 1\n');
        expect(metrics).toContain('\nsluis_certificate_days_left{idp="regenboog-saml"} 20\n');
      });
      expect(await textAt('/health/ready')).toContain('"ready"');
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('does not start where files to apply bring a new service without its secret, and names it', async () => {
    const empty = { ...env, DATABASE_URL: await createDatabase(inject('postgres15Url')), ONE: '' };
    const { code, said } = await runSluis(['serve', '--first-apply', folder], empty);
    expect(code).toBe(2);
    expect(said).toMatch(
      /all\.yaml:\d+:\d+ services\[0\]\.client\.authentication\.secrets\[0\]: secret ONE .* cannot be read/,
    );
  });

  it('ends with 2 when the port is taken, and says so', async () => {
    const taken = createServer().listen(0);
    try {
      await eventually(() => expect(taken.listening).toBe(true));
      const address = taken.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      const { code, said } = await runSluis(['serve'], { ...env, SLUIS_PORT: port });
      expect(code).toBe(2);
      expect(said).toContain(port);
      expect(said).toContain('SLUIS_PORT');
    } finally {
      taken.close();
    }
  });

  it('ends with 1 when the database is away, and says which', async () => {
    const address = `127.0.0.1:${String(await freePort())}`;
    const away = { ...env, DATABASE_URL: `postgres://sluis:hunter2@${address}/sluis` };
    const { code, said } = await runSluis(['serve'], away);
    expect(code).toBe(1);
    expect(said).toContain(`database at ${address}: no answer from PostgreSQL`);
    expect(said).not.toContain('hunter2');
  });

  it('ends with 2 without keys', async () => {
    const { code, said } = await runSluis(['serve'], {
      ...env,
      SLUIS_GENERATE_KEYS: '',
      SLUIS_KEYS: join(folder, 'none'),
    });
    expect(code).toBe(2);
    expect(said).toContain(join(folder, 'none'));
  });
});
