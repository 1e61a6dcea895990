import { describe, expect, it } from 'vitest';
import { readForm } from '../../../../src/register/model/read-form.ts';

const readKey = (members: object) =>
  readForm('api-client', {
    id: 'client',
    name: 'Client',
    scopes: ['register:read'],
    authentication: { method: 'private_key_jwt', jwks: { keys: [{ kty: 'EC', ...members }] } },
  });

describe('a public key in a record', () => {
  it.each([
    ['a number', { exp: 3 }],
    ['nothing', { use: null }],
    ['a mapping', { x: { y: 'z' } }],
    ['a list with a number', { key_ops: ['verify', 3] }],
    ['a list of lists', { x5c: [['a']] }],
  ])('with a member that files would change is refused: %s', (_name, members) => {
    const [name = ''] = Object.keys(members);
    expect(readKey(members)).toMatchObject({
      faults: [
        {
          path: ['authentication', 'jwks', 'keys', 0, name],
          problem: expect.stringContaining('a text or a list of texts'),
        },
      ],
    });
  });

  it.each([
    ['texts', { crv: 'P-256', x: 'abc', y: 'def', kid: '1', alg: 'ES256' }],
    ['lists of texts', { key_ops: ['verify'], x5c: ['MIIB'] }],
    ['the mark of Web Crypto', { ext: true }],
  ])('may have %s', (_name, members) => {
    expect(readKey(members)).toMatchObject({
      body: { authentication: { jwks: { keys: [{ kty: 'EC', ...members }] } } },
    });
  });
});
