import { type ApiScope, apiScopes } from '../../src/register/model/api-scopes.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import request from 'supertest';
import type { World } from './world.ts';

export interface ExampleApiClient {
  readonly id: string;
  readonly name: string;
  readonly authentication: unknown;
  readonly scopes: readonly ApiScope[];
  readonly board?: string;
  readonly supplier?: string;
}

const operatorScopes = apiScopes.filter((scope) => !['people:find', 'successions:read'].includes(scope));
const notForBoards: readonly ApiScope[] = [
  'suppliers:write',
  'services:write',
  'successions:read',
  'activations:read',
  'announcements:write',
  'audit:read',
];
const boardScopes = apiScopes.filter((scope) => !notForBoards.includes(scope));
const supplierScopes: readonly ApiScope[] = [
  'register:read',
  'suppliers:write',
  'services:write',
  'agreements:write',
  'disclosures:read',
  'successions:read',
  'activations:read',
  'announcements:write',
  'documents:read',
];

export const secretOf = (id: string): string => `secret-of-${id}-for-tests-only`;

export function exampleApiClient(id: string, changes: Partial<ExampleApiClient> = {}): ExampleApiClient {
  const secrets = [{ file: `${id}.secret` }];
  return {
    id,
    name: `API client ${id}`,
    authentication: { method: 'client_secret_basic', secrets },
    scopes: operatorScopes,
    ...changes,
  };
}

/** The API clients of the tests: one for everything, one for each board, one for each supplier, one with a key. */
export async function admitApiClients(world: World) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'client', alg: 'ES256', use: 'sig' };
  const apiClients = [
    exampleApiClient('operator-client'),
    exampleApiClient('waterland-client', { board: 'waterland', scopes: boardScopes }),
    exampleApiClient('zeeland-client', { board: 'zeeland', scopes: boardScopes }),
    exampleApiClient('leesboom-client', { supplier: 'leesboom', scopes: supplierScopes }),
    exampleApiClient('rekenrijk-client', { supplier: 'rekenrijk', scopes: supplierScopes }),
    exampleApiClient('key-client', {
      authentication: { method: 'private_key_jwt', jwks: { keys: [key] } },
      scopes: ['register:read'],
    }),
  ];
  for (const { id } of apiClients) {
    await writeFile(join(world.keysFolder, `${id}.secret`), `${secretOf(id)}\n`);
  }
  await setApiClients(world, apiClients);
  return { apiClients, privateKey };
}

/** Brings the register to exactly these API clients, and waits until the broker knows. */
export async function setApiClients(world: World, apiClients: readonly ExampleApiClient[]): Promise<void> {
  await world.change(
    (federation) =>
      `${federation.split('\napiClients:')[0] ?? ''}\napiClients: ${JSON.stringify(apiClients)}\n`,
  );
  await world.settled();
}

export const askToken = (issuer: string, id: string, parameters: Readonly<Record<string, string>> = {}) =>
  request(issuer)
    .post('/token')
    .auth(id, secretOf(id))
    .type('form')
    .send({ grant_type: 'client_credentials', scope: apiScopes.join(' '), ...parameters });

export async function tokenOf(
  issuer: string,
  id: string,
  scope: string = apiScopes.join(' '),
): Promise<string> {
  const { body } = await askToken(issuer, id, { scope }).expect(200);
  return String(body.access_token);
}
