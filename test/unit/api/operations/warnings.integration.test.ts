import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openApiClient, type ApiCalls } from '../../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../../testkit/world/api-clients.ts';
import { openWorld, type World } from '../../../../testkit/world/world.ts';

let world: World;
let operator: ApiCalls;
let leesboom: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  leesboom = await openApiClient(world, 'leesboom-client');
});
afterAll(() => world.close());

const path = '/services/leesboom-reader';
const keep = (file: string, text: string) => writeFile(join(world.keysFolder, file), text);
const good = 'a-secret-for-tests-only-0123456789';
const atSecret = ['client', 'authentication', 'secrets', 0];
const withSecret = (record: Readonly<Record<string, unknown>>, reference: object) => ({
  ...record,
  client: {
    ...Object(record['client']),
    authentication: { method: 'client_secret_basic', secrets: [reference] },
  },
});
async function put(calls: ApiCalls, change: (record: Record<string, unknown>) => object) {
  const { record, etag } = await calls.read(path);
  return await calls.put(path, change(record), { 'If-Match': etag });
}

describe('an API client of the operator that writes a secret', () => {
  it.each([
    ['a file that is not there', { file: 'not-there.secret' }, 1],
    ['a variable that the broker does not have', { env: 'SLUIS_TEST_NOT_THERE' }, 1],
    ['a file outside the keys folder', { file: '../package.json' }, 1],
    ['a weak one', { file: 'weak.secret' }, 2],
  ])('is refused: %s', async (_what, reference, faults) => {
    await keep('weak.secret', 'p@ssword');
    const { status, body } = await put(operator, (record) => withSecret(record, reference));
    expect(status).toBe(422);
    expect(body.faults).toHaveLength(faults);
    expect(body.faults[0]).toMatchObject({ kind: 'service', id: 'leesboom-reader', path: atSecret });
    expect(JSON.stringify(body)).not.toContain('p@ssword');
  });

  it('is warned of one that is in use and is gone, in every answer', async () => {
    await keep('good.secret', good);
    const made = await put(operator, (record) => withSecret(record, { file: 'good.secret' }));
    expect(made).toMatchObject({ status: 200, body: { outcome: 'applied', warnings: [] } });
    await rm(join(world.keysFolder, 'good.secret'));

    const warnings = [expect.objectContaining({ kind: 'service', id: 'leesboom-reader', path: atSecret })];
    const { record, etag } = await operator.read(path);
    const renamed = {
      kind: 'service',
      id: 'leesboom-reader',
      version: Number(etag.replaceAll('"', '')),
      record: { ...record, name: 'Leesboom' },
    };
    const answers = [
      await operator.post('/changes', { changes: [renamed], dryRun: true }),
      await operator.post('/scheduled-changes', { changes: [renamed], due: '2099-01-01T00:00:00Z' }),
      await put(operator, (same) => same),
      await put(operator, (same) => ({ ...same, name: 'Leesboom' })),
    ];
    expect(answers.map(({ body }) => body.outcome ?? body.state)).toEqual([
      'valid',
      'waiting',
      'unchanged',
      'applied',
    ]);
    for (const { body } of answers) expect(body.warnings).toEqual(warnings);
    // of its own service a supplier may know
    const own = await put(leesboom, (same) => ({ ...same, name: 'Leesboom Lezen' }));
    expect(own).toMatchObject({ status: 200, body: { warnings } });
  });
});

describe('an API client of a supplier', () => {
  it('is not told what is at a place that it may not name', async () => {
    for (const file of ['not-there.secret', 'weak.secret', '/etc/passwd']) {
      const { status, body } = await put(leesboom, (record) => withSecret(record, { file }));
      expect(status).toBe(403);
      expect(body.faults).toMatchObject([
        { problem: expect.stringContaining('only the operator may refer to secrets') },
      ]);
    }
  });

  it('is refused a redirect URI that nobody sends, and told how to write it', async () => {
    const { status, body } = await put(leesboom, (record) => ({
      ...record,
      client: { ...Object(record['client']), redirectUris: ['https://Reader.leesboom.example:443/callback'] },
    }));
    expect(status).toBe(422);
    expect(body.faults).toMatchObject([
      {
        path: ['client', 'redirectUris', 0],
        remedy: 'write it as they do: https://reader.leesboom.example/callback',
      },
    ]);
  });
});
