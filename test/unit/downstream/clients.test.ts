import type { SecretReference } from '../../../src/register/model/secret-reference.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSupplierClients, type SupplierClients } from '../../../src/downstream/clients.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';

let register = buildRegister(1, stored(wantedRecords()));
let secrets: Map<string, string>;
let clients: SupplierClients;

beforeEach(() => {
  use();
  secrets = new Map([
    ['reader.secret', 'the old secret'],
    ['reader-next.secret', 'the new secret'],
  ]);
  clients = createSupplierClients({
    register: { current: () => register, confirmedAt: () => 0 },
    catalogue,
    readSecret: async (reference: SecretReference) => {
      const secret = 'file' in reference ? secrets.get(reference.file) : undefined;
      if (secret === undefined) throw new Error('no such file');
      return secret;
    },
  });
});

/** The register now holds the example federation with one piece of its text replaced. */
function use(from = '', to = ''): void {
  register = buildRegister(register.revision + 1, stored(wantedRecords(from, to)));
}

const twoSecrets = [
  'secrets: [{ file: reader.secret }]',
  'secrets: [ { file: reader.secret }, { file: reader-next.secret } ]',
] as const;
const withAuthentication = (authentication: string) =>
  use(
    'authentication: { method: client_secret_basic, secrets: [{ file: reader.secret }] }',
    `authentication: ${authentication}`,
  );
const reader = () => clients.metadata('leesboom-reader');

describe('the time of the sign-in', () => {
  it('is asked for by registration where the register says so, and nowhere else', async () => {
    expect(await reader()).toMatchObject({ require_auth_time: false });
    expect(await reader()).not.toHaveProperty('default_max_age');
    use(
      '      redirectUris: [http://127.0.0.4:3104/callback]\n',
      '      redirectUris: [http://127.0.0.4:3104/callback]\n      signInTime: true\n',
    );
    expect(await reader()).toMatchObject({ require_auth_time: true });
  });
});

describe('a secret', () => {
  it.each(['', 'the old secre', 'the old secret ', 'THE OLD SECRET', 'the new secret'])(
    'that is not the live one does not match: %j',
    async (secret) => {
      expect(await clients.secretMatches('leesboom-reader', secret)).toBe(false);
    },
  );

  it('of no client matches nothing', async () => {
    expect(await clients.secretMatches('onbekend', 'the old secret')).toBe(false);
    expect(await clients.secretMatches('', '')).toBe(false);
  });

  it('matches for a client that has it, the old and the new one during a rollover, and one of them after it', async () => {
    const matches = () =>
      Promise.all(
        ['the old secret', 'the new secret', 'another'].map((secret) =>
          clients.secretMatches('leesboom-reader', secret),
        ),
      );
    expect(await matches()).toEqual([true, false, false]);
    use(...twoSecrets);
    expect(await matches()).toEqual([true, true, false]);
    use('file: reader.secret', 'file: reader-next.secret');
    expect(await matches()).toEqual([false, true, false]);
  });

  it('that cannot be read fails the request, and is tried again at the next one', async () => {
    secrets.delete('reader.secret');
    await expect(reader()).rejects.toThrow('no such file');
    await expect(clients.secretMatches('leesboom-reader', '')).rejects.toThrow('no such file');
    secrets.set('reader.secret', 'there again');
    expect(await clients.secretMatches('leesboom-reader', 'there again')).toBe(true);
  });

  it('that cannot be read leaves the other one of its client as it is, and counts once it is there', async () => {
    for (const [gone, left] of [
      ['reader.secret', 'the new secret'],
      ['reader-next.secret', 'the old secret'],
    ] as const) {
      const text = secrets.get(gone) ?? '';
      secrets.delete(gone);
      use(...twoSecrets);
      expect(await clients.secretMatches('leesboom-reader', text)).toBe(false);
      expect(await clients.secretMatches('leesboom-reader', left)).toBe(true);
      expect(await reader()).toMatchObject({ client_secret: left });
      secrets.set(gone, text);
      expect(await clients.secretMatches('leesboom-reader', text)).toBe(true);
    }
  });

  it('is none where the client has keys, or is public', async () => {
    withAuthentication('{ method: none }');
    expect(await clients.secretMatches('leesboom-reader', '')).toBe(false);
    expect(await reader()).not.toHaveProperty('client_secret');
    withAuthentication('{ method: private_key_jwt, jwksUri: "https://leesboom.example/jwks" }');
    expect(await clients.secretMatches('leesboom-reader', '')).toBe(false);
    expect(await reader()).toMatchObject({ jwks_uri: 'https://leesboom.example/jwks' });
    expect(await reader()).not.toHaveProperty('client_secret');
  });
});

describe('the metadata of a client', () => {
  it('is that of a web client that may do one thing: the code flow, with a pairwise sub', async () => {
    expect(await reader()).toMatchObject({
      client_id: 'leesboom-reader',
      application_type: 'web',
      response_types: ['code'],
      grant_types: ['authorization_code'],
      subject_type: 'pairwise',
      redirect_uris: ['http://127.0.0.4:3104/callback'],
      scope: 'openid profile group',
      id_token_signed_response_alg: 'RS256',
      token_endpoint_auth_method: 'client_secret_basic',
    });
  });

  it('has each scope once, and none for what the service is not registered for', async () => {
    use(
      '      - { name: group, purpose: teaching }\n',
      '      - { name: group, purpose: teaching }\n      - { name: family_name, purpose: teaching }\n',
    );
    expect((await reader())?.scope).toBe('openid profile group');
  });

  it('is that of a native client when it is public', async () => {
    withAuthentication('{ method: none }');
    expect(await reader()).toMatchObject({ application_type: 'native', token_endpoint_auth_method: 'none' });
  });

  it('is that of the register as it is now', async () => {
    await reader();
    use('redirectUris: [http://127.0.0.4:3104/callback]', 'redirectUris: [http://127.0.0.4:3104/new]');
    expect((await reader())?.redirect_uris).toEqual(['http://127.0.0.4:3104/new']);
    register = buildRegister(
      1,
      stored(wantedRecords()).filter(({ kind }) => kind !== 'service'),
    );
    expect(await reader()).toBeUndefined();
    expect(clients.service('leesboom-reader')).toBeUndefined();
  });
});
