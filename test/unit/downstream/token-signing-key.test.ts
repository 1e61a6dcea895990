import { generateKeyPairSync } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { SigningJwk } from '../../../src/keyring/keyring.ts';
import { tokenSigningKeys } from '../../../src/downstream/token-signing-key.ts';

const made = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

function jwkOf(alg: keyof typeof made, kid: string): SigningJwk {
  return { ...made[alg].privateKey.export({ format: 'jwk' }), alg, kid, use: 'sig' };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.each(['ES256', 'RS256'] as const)('a token signing key for %s', (alg) => {
  const [key] = tokenSigningKeys([jwkOf(alg, 'one')]);

  it('makes signatures that others verify with the public key', async () => {
    const input = [part({ alg, kid: 'one' }), part({ sub: 'somebody' })].join('.');
    const signature = Buffer.from((await key?.sign(Buffer.from(input))) ?? []);
    const token = [input, signature.toString('base64url')].join('.');
    const publicKey = await importJWK(made[alg].publicKey.export({ format: 'jwk' }), alg);
    const { payload } = await jwtVerify(token, publicKey);
    expect(payload.sub).toBe('somebody');
    await expect(jwtVerify(token.replace(/.(?=\.[^.]*$)/, 'A'), publicKey)).rejects.toThrow();
  });

  it('shows nothing private', async () => {
    expect((await key?.keyObject())?.type).toBe('public');
    expect(JSON.stringify(key)).toBe('{}');
  });
});

describe('token signing keys', () => {
  it('keep the order of the keyring, by which the library chooses', () => {
    const keys = tokenSigningKeys([jwkOf('ES256', 'active'), jwkOf('ES256', 'next'), jwkOf('RS256', 'rsa')]);
    expect(keys.map(({ kid, alg }) => [kid, alg])).toEqual([
      ['active', 'ES256'],
      ['next', 'ES256'],
      ['rsa', 'RS256'],
    ]);
  });
});
