import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';
import { listenOn } from '../../../testkit/machine/listener.ts';

const run = promisify(execFile);

async function callOnce(url: string, ip: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run(process.execPath, ['test/unit/outgoing/call-once.ts', url, ip], {
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout;
}

describe('the environment of the process', () => {
  it('sends nothing through a proxy', async () => {
    const school = await listenOn('127.0.0.13', (_request, response) => response.end('school'));
    const proxy = await listenOn('127.0.0.14', (_request, response) => response.writeHead(502).end());
    const proxyUrl = `http://127.0.0.14:${String(proxy.port)}`;
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, ALL_PROXY: proxyUrl };
    try {
      const url = `http://localhost:${String(school.port)}/`;
      expect(await callOnce(url, '127.0.0.13', { ...env, http_proxy: proxyUrl, NO_PROXY: '' })).toBe('200');
      expect(proxy.connections()).toBe(0);
    } finally {
      await school.close();
      await proxy.close();
    }
  });

  it('does not make a certificate trusted that is not, nor one of another name', async () => {
    const { certificatePem, privateKeyPem } = await makeCertifiedKey();
    const folder = await mkdtemp(join(tmpdir(), 'sluis-tls-'));
    const file = join(folder, 'certificate.pem');
    await writeFile(file, certificatePem);
    const server = createServer({ cert: certificatePem, key: privateKeyPem }, (_request, response) => {
      response.end();
    });
    server.listen(0, '127.0.0.15');
    await once(server, 'listening');
    const at = server.address();
    const port = at === null || typeof at === 'string' ? '' : String(at.port);
    const call = (host: string, env: Readonly<Record<string, string>>): Promise<string> =>
      callOnce(`https://${host}:${port}/`, '127.0.0.15', env);
    try {
      const careless = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
      expect(await call('saml.school.example', careless)).toBe('outgoing.no_answer');
      const trusting = { NODE_EXTRA_CA_CERTS: file };
      expect(await call('saml.school.example', trusting)).toBe('200');
      expect(await call('oidc.school.example', { ...careless, ...trusting })).toBe('outgoing.no_answer');
    } finally {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    }
  });
});
