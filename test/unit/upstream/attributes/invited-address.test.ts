import { describe, expect, it, vi } from 'vitest';
import { attributeName } from '../../../../src/domain/ids.ts';
import { idp, identify } from '../school-identity-case.ts';
import { comparedAddress } from '../../../../src/upstream/attributes/invited-address.ts';
import { required } from '../../../../testkit/values/ids.ts';

const email = required(attributeName('email'));
const within = idp({ emailDomains: ['school.example', '*.school.example'] });
const compare = (
  addresses: readonly string[],
  {
    sender = within,
    besides = {},
  }: { readonly sender?: ReturnType<typeof idp>; readonly besides?: Record<string, readonly string[]> } = {},
) =>
  comparedAddress(
    {
      own: new Map([[email, addresses]]),
      incoming: { values: new Map(Object.entries(besides)) },
      idp: sender,
    },
    (asserted) => asserted === 'ada@school.example',
  );

describe('an asserted address', () => {
  it.each<[string, readonly string[]]>([
    ['there is none', []],
    ['there are two', ['ada@school.example', 'bob@school.example']],
    ['it is of another domain', ['ada@elsewhere.example']],
    ['it is none', ['ada']],
  ])('counts as absent where %s', (_what, addresses) => {
    expect(compare(addresses)).toBe('absent');
  });

  it('counts as absent where the register names no domain, and nobody asks whose it is', () => {
    const isInvited = vi.fn(() => true);
    const asserted = { own: new Map([[email, ['ada@school.example']]]), incoming: { values: new Map() } };
    expect(comparedAddress({ ...asserted, idp: idp() }, isInvited)).toBe('absent');
    expect(isInvited).not.toHaveBeenCalled();
  });

  it('counts as absent where the login says that it is not verified', () => {
    expect(compare(['ada@school.example'], { besides: { email_verified: ['false'] } })).toBe('absent');
    expect(compare(['ada@school.example'], { besides: { email_verified: ['true'] } })).toBe('same');
  });

  it('differs or is the same, within the domains of the login', () => {
    expect(compare(['bob@school.example'])).toBe('differs');
    expect(compare(['ada@sub.school.example'])).toBe('differs');
    expect(compare(['ada@school.example'])).toBe('same');
  });
});

describe('who signed in', () => {
  it('has no word about an address where nobody was invited', () => {
    const { identity } = identify({ idp: within, attributes: { mail: ['ada@school.example'] } });
    expect(identity).not.toHaveProperty('comparedAddress');
  });

  it('has a word, and not the address, where no agreement can use it', () => {
    const { identity } = identify({
      idp: within,
      attributes: { mail: ['ada@school.example'] },
      usable: new Set(),
      isInvited: () => true,
    });
    expect(identity.comparedAddress).toBe('same');
    expect(identity.attributes.size).toBe(0);
    expect(JSON.stringify(identity)).not.toContain('school.example');
  });
});
