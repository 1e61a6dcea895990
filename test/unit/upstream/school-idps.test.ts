import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { assertionKey } from '../../../src/keyring/oidc-keys.ts';
import { createSchoolIdps } from '../../../src/upstream/school-idps.ts';
import { newHandle } from '../../../testkit/actors/oidc-school-login.ts';
import { outgoingOnLoopback } from '../../../testkit/machine/outgoing-on-loopback.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';
import { idp } from './school-identity-case.ts';

const oidcProtocol = {
  kind: 'oidc',
  issuer: 'https://login.example',
  clientId: 'sluis',
  clientSecret: { file: 'kade.secret' },
  scopes: ['openid'],
} as const;
const oidc: IdentityProvider = idp({ protocol: oidcProtocol });

async function idps(readSecret: () => Promise<string>) {
  const key = await makeCertifiedKey();
  return createSchoolIdps({
    issuer: 'https://sluis.example',
    samlKeys: { signing: [key], decryption: [key] },
    oidcKeys: { clientAssertion: [await assertionKey(key)] },
    readSecret,
    clock: systemClock,
    randomness: systemRandomness,
    outgoing: outgoingOnLoopback(),
  });
}

describe('the schools’ IdPs', () => {
  it('stay the same as long as the record does, and change with it', async () => {
    let reads = 0;
    const all = await idps(() => Promise.resolve(`secret-${String((reads += 1))}`));
    const first = await all.of({ record: oidc, version: 1 });
    expect(await all.of({ record: oidc, version: 1 })).toBe(first);
    expect(reads).toBe(1);
    expect(await all.of({ record: oidc, version: 2 })).not.toBe(first);
    expect(reads).toBe(2);
  });

  it('speak SAML where the register says so', async () => {
    const { certificatePem } = await makeCertifiedKey();
    const { protocol } = idp();
    if (protocol.kind !== 'saml') throw new TypeError('the fixture speaks SAML');
    const record = idp({ protocol: { ...protocol, certificates: [certificatePem] } });
    const school = await (
      await idps(() => Promise.reject(new TypeError('no secret is needed')))
    ).of({ record, version: 1 });
    const start = await school.startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl' });
    expect(start).toMatchObject({ kind: 'redirect', url: expect.stringContaining('SAMLRequest=') });
  });

  it('need no secret where a key is shown', async () => {
    const { clientSecret: _none, ...protocol } = oidcProtocol;
    const record = idp({
      protocol: { ...protocol, authentication: { method: 'private_key_jwt', assertionAudience: 'issuer' } },
    });
    const all = await idps(() => Promise.reject(new TypeError('no secret is needed')));
    await expect(all.of({ record, version: 1 })).resolves.toMatchObject({ id: record.id });
  });

  it('try again when a secret could not be read', async () => {
    let isThere = false;
    const missing = new SluisError('settings.invalid', 'no such file');
    const all = await idps(() => (isThere ? Promise.resolve('secret') : Promise.reject(missing)));
    await expectFailure(all.of({ record: oidc, version: 1 }), 'settings.invalid');
    isThere = true;
    await expect(all.of({ record: oidc, version: 1 })).resolves.toMatchObject({ id: oidc.id });
  });
});
