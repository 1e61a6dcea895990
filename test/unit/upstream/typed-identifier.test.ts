import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TypedIdentifier } from '../../../src/register/model/typed-identifier.ts';
import { withoutNationalNumbers } from '../../../src/upstream/attributes/forbidden-names.ts';
import { incomingClaims } from '../../../src/upstream/oidc/claims.ts';
import { configuredIdentifier } from '../../../src/upstream/attributes/person-identifiers.ts';
import { readTypedIdentifier } from '../../../src/upstream/typed-identifier.ts';
import { idpId } from '../../../src/domain/ids.ts';
import { required } from '../../../testkit/values/ids.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { codeOf, eckId, idp, regenboog } from './school-identity-case.ts';

const saml = idp();
const entra = idp({
  id: required(idpId('kade-entra')),
  identifier: { namespace: 'entra-kade', attributes: ['tid', 'oid'] },
});

const read = (typed: TypedIdentifier, logins: readonly IdentityProvider[] = [saml]) =>
  readTypedIdentifier(typed, { school: regenboog, idps: logins, catalogue });
const values = (entries: Readonly<Record<string, string>>) => ({ values: new Map(Object.entries(entries)) });

describe('what was typed is refused', () => {
  it.each<[string, TypedIdentifier, readonly IdentityProvider[], RegExp]>([
    ['no login', values({ nameid: 'a' }), [], /has no login/],
    ['several logins, none named', values({ nameid: 'a' }), [saml, entra], /several logins/],
    ['a login of another school', { idp: entra.id, ...values({ nameid: 'a' }) }, [saml], /no login of the/],
    ['too few attributes', values({ tid: 'a' }), [entra], /apart by tid and oid/],
    ['one attribute more', values({ nameid: 'a', oid: 'b' }), [saml], /apart by nameid/],
    ['nothing but blanks', values({ nameid: ' \t' }), [saml], /is empty/],
    ['a control character', values({ nameid: 'a\u0007b' }), [saml], /nobody types/],
    ['half a character', values({ nameid: 'a\ud800' }), [saml], /nobody types/],
    ['no ECK iD', { eckId: 'https://ketenid.nl/nothing' }, [saml], /is no ECK iD/],
  ])('%s', (_what, typed, logins, problem) => {
    expect(read(typed, logins)).toMatchObject({ problem: expect.stringMatching(problem) });
  });

  it('under an attribute by which no sign-in is recognised', () => {
    const attributes = ['urn:example:bsn'];
    const forbidden = idp({ identifier: { namespace: 'regenboog', attributes } });
    expect(read(values({ 'urn:example:bsn': '123456782' }), [forbidden])).toMatchObject({
      problem: expect.stringContaining('nobody is recognised by'),
    });
    const mail = idp({ identifier: { namespace: 'regenboog', attributes: ['mail'] } });
    expect(read(values({ mail: 'a@b.example' }), [mail])).toHaveProperty('problem');
  });

  it('without a word of what was typed', () => {
    for (const typed of [
      values({ nameid: 'canary\u0007' }),
      values({ canary: 'canary' }),
      { eckId: 'canary' },
    ]) {
      expect(JSON.stringify(read(typed))).not.toContain('canary');
    }
  });
});

describe('what was typed means whoever signs in with it', () => {
  it('by ECK iD, in the school’s education sector or the one that is named', () => {
    expect(read({ eckId: ` ${eckId}\n` })).toEqual({ namespace: 'eckid:po', value: eckId, portable: true });
    expect(read({ eckId, sector: 'vo' })).toMatchObject({ namespace: 'eckid:vo' });
  });

  it('by every attribute of its login, whatever they are, with blanks around them, composed or not', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Zoe\u0308', ' a ', 'e\u0301'));
    fc.assert(
      fc.property(text, text, (tid, oid) => {
        const { kept } = withoutNationalNumbers(incomingClaims({ tid, oid }), catalogue.forbiddenIncoming);
        const asserted = () =>
          configuredIdentifier({ idp: entra, catalogue, subject: undefined, incoming: kept });
        const typed = read({ idp: entra.id, ...values({ tid, oid }) }, [saml, entra]);
        const recognised = codeOf(asserted) === undefined ? asserted() : undefined;
        expect('problem' in typed ? undefined : typed).toEqual(recognised);
      }),
    );
    expect(read({ idp: entra.id, ...values({ tid: 'a', oid: 'Zoe\u0308' }) }, [entra])).toEqual({
      namespace: 'entra-kade',
      value: '1:a4:Zoë',
      portable: false,
    });
  });
});
