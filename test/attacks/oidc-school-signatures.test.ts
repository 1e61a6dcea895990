import {
  constants,
  generateKeyPairSync,
  sign,
  type KeyPairKeyObjectResult,
  type SigningOptions,
} from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import { callback, idpFor, pupil, signIn } from '../../testkit/actors/oidc-school-login.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

/** Which key may verify an id_token, and how: RFC 7515 section 4.1, RFC 7517 section 4, RFC 7518 section 3, RFC 8725 section 3.1. */

let school: OidcSchool;
beforeAll(async () => {
  school = await startOidcSchool({ shape: 'entra', users: [pupil], redirectUris: [callback] });
});
beforeEach(() => {
  school.signInAs('milan');
});
afterEach(() => {
  school.behave();
});
afterAll(() => school.stop());

type Algorithm = 'RS256' | 'PS256' | 'ES256';
const ways: Readonly<Record<Algorithm, SigningOptions>> = {
  RS256: { padding: constants.RSA_PKCS1_PADDING },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  ES256: { dsaEncoding: 'ieee-p1363' },
};

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });

interface Signature {
  readonly key: KeyPairKeyObjectResult;
  readonly algorithm: Algorithm;
  readonly kid?: string | undefined;
  readonly way?: SigningOptions;
}

/** From now on the school signs so, whatever it publishes. */
function signSo({ key, algorithm, kid, way = ways[algorithm] }: Signature): void {
  school.rewriteIdToken((idToken) => {
    const header = { alg: algorithm, ...(kid === undefined ? {} : { kid }) };
    const text = [header, decodeJwt(idToken)]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(text), { key: key.privateKey, ...way });
    return `${text}.${signature.toString('base64url')}`;
  });
}

/** From now on these are the school's keys, and what it says that it signs with. */
function publish(
  keys: readonly (readonly [KeyPairKeyObjectResult, Readonly<Record<string, unknown>>])[],
  algorithms: readonly Algorithm[] = ['RS256', 'PS256', 'ES256'],
): void {
  school.rewrite('jwks', () => ({
    keys: keys.map(([{ publicKey }, said]) => ({ ...publicKey.export({ format: 'jwk' }), ...said })),
  }));
  school.rewrite('openid-configuration', (metadata) => ({
    ...metadata,
    id_token_signing_alg_values_supported: algorithms,
  }));
}

describe('a signature', () => {
  it.each([
    ['RS256', rsa],
    ['PS256', rsa],
    ['ES256', p256],
  ] as const)(
    'by %s is taken from the key that the token names, and from no other',
    async (algorithm, key) => {
      publish([
        [otherRsa, { kid: 'other', use: 'sig' }],
        [key, { kid: 'one', use: 'sig', alg: algorithm }],
      ]);
      signSo({ key, algorithm, kid: 'other' });
      await expectFailure(
        signIn(idpFor(school)),
        algorithm === 'ES256' ? 'oidc.key_unknown' : 'oidc.signature_invalid',
      );
      signSo({ key, algorithm, kid: 'one' });
      await expect(signIn(idpFor(school))).resolves.toMatchObject({ subject: pupil.subject });
    },
  );

  it('by ES256 is two numbers side by side, not their DER', async () => {
    publish([[p256, { kid: 'one' }]]);
    signSo({ key: p256, algorithm: 'ES256', kid: 'one', way: { dsaEncoding: 'der' } });
    await expectFailure(signIn(idpFor(school)), 'oidc.signature_invalid');
  });

  it('by PS256 has a salt of 32 bytes', async () => {
    publish([[rsa, { kid: 'one' }]]);
    signSo({ key: rsa, algorithm: 'PS256', kid: 'one', way: { ...ways.PS256, saltLength: 20 } });
    await expectFailure(signIn(idpFor(school)), 'oidc.signature_invalid');
  });

  it.each([
    ['RS256', 'PS256'],
    ['PS256', 'RS256'],
  ] as const)('that is called %s and made by %s is refused', async (algorithm, made) => {
    publish([[rsa, { kid: 'one' }]]);
    signSo({ key: rsa, algorithm, kid: 'one', way: ways[made] });
    await expectFailure(signIn(idpFor(school)), 'oidc.signature_invalid');
  });

  it('by an algorithm that the school does not announce is refused, though the key is its own', async () => {
    publish([[p256, { kid: 'one' }]], ['RS256']);
    signSo({ key: p256, algorithm: 'ES256', kid: 'one' });
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_invalid');
  });
});

describe('a key of the school', () => {
  it.each([
    ['is for encryption', rsa, 'RS256', { use: 'enc' }, 'oidc.key_unknown'],
    ['is not for verifying', rsa, 'RS256', { key_ops: ['encrypt'] }, 'oidc.key_unknown'],
    ['is for another algorithm', rsa, 'RS256', { alg: 'PS256' }, 'oidc.key_unknown'],
    ['is of another curve', p384, 'ES256', {}, 'oidc.key_unknown'],
    ['is of another kind', p256, 'RS256', {}, 'oidc.key_unknown'],
    ['is too short', shortRsa, 'RS256', {}, 'oidc.algorithm_refused'],
  ] as const)('is not used when it %s', async (_case, key, algorithm, said, code) => {
    publish([[key, { kid: 'one', ...said }]]);
    signSo({ key: key === p256 ? rsa : key, algorithm, kid: 'one' });
    await expectFailure(signIn(idpFor(school)), code);
  });

  it('needs no name while it is the only one of its kind', async () => {
    signSo({ key: rsa, algorithm: 'RS256' });
    publish([
      [rsa, { kid: 'one' }],
      [p256, { kid: 'two' }],
    ]);
    await expect(signIn(idpFor(school))).resolves.toMatchObject({ subject: pupil.subject });
    publish([
      [rsa, { kid: 'one' }],
      [otherRsa, { kid: 'two' }],
    ]);
    await expectFailure(signIn(idpFor(school)), 'oidc.key_unknown');
  });
});
