import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idpRecord } from '../../../../src/register/model/kinds/idp.ts';
import { secretsIn } from '../../../../src/register/rules/secret-rules.ts';
import { kadeEntra } from '../../../../testkit/federation/parties.ts';

const { clientSecret, ...withoutSecret } = kadeEntra.protocol;
const withKey = (authentication: object) => ({
  ...kadeEntra,
  protocol: { ...withoutSecret, authentication: { method: 'private_key_jwt', ...authentication } },
});

describe('how the broker proves itself to an OpenID Connect IdP', () => {
  it('is by a secret in records that say nothing about it, which stay as they were written', () => {
    const read = idpRecord.parse(kadeEntra);
    expect(read.protocol).toMatchObject({ clientSecret });
    expect(read.protocol).not.toHaveProperty('authentication');
    expect(z.encode(idpRecord, read).protocol).not.toHaveProperty('authentication');
  });

  it.each([
    [{}, 'issuer'],
    [{ assertionAudience: 'issuer' }, 'issuer'],
    [{ assertionAudience: 'token_endpoint' }, 'token_endpoint'],
  ])('is by a key, with no secret to look for: %j', (authentication, assertionAudience) => {
    const read = idpRecord.parse(withKey(authentication));
    expect(read.protocol).toMatchObject({ authentication: { method: 'private_key_jwt', assertionAudience } });
    expect([...secretsIn({ idp: [read], service: [], 'api-client': [] })]).toEqual([]);
    expect(idpRecord.parse(z.encode(idpRecord, read))).toEqual(read);
  });
});
