import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { incomingClaims } from '../../../../src/upstream/oidc/claims.ts';
import { codeOf } from '../school-identity-case.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('claims of an OpenID Connect school', () => {
  it.each([[null], [[]], [''], ['   '], [[null, '']]])('say nothing with %j', (claim) => {
    const { values, unreadable } = incomingClaims({ claim });
    expect([values.size, unreadable.size]).toEqual([0, 0]);
  });

  it.each([
    [{}],
    [{ a: 'b' }],
    [[[['x']]]],
    [1.5],
    [NaN],
    ['a\u0000b'],
    ['a\nb'],
    ['\ud800'],
    ['x'.repeat(4097)],
  ])('came, and cannot be read, with %j', (claim) => {
    const { values, unreadable } = incomingClaims({ claim });
    expect([[...values.keys()], [...unreadable.keys()]]).toEqual([[], ['claim']]);
  });

  it.each([
    ['a text, trimmed and in NFC', ' Zoe\u0308 ', ['Zoë']],
    ['a number', 7, ['7']],
    ['a boolean', false, ['false']],
    ['a list, each value once', ['a', ' a', 'b', 1, null, { c: 'd' }], ['a', 'b', '1']],
    ['hundreds of groups', numbers(600), numbers(600)],
  ])('keep %s', (_case, claim, values) => {
    expect(incomingClaims({ claim }).values.get('claim')).toEqual(values);
  });

  it.each([
    [
      'claims',
      Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`claim${String(index)}`, 'x'])),
    ],
    ['values', { groups: numbers(5001) }],
  ])('are refused for too many %s', (_case, claims) => {
    expect(codeOf(() => incomingClaims(claims))).toBe('oidc.claims_excessive');
  });

  it('of the protocol are no attributes of a person', () => {
    expect(incomingClaims({ iss: 'i', sub: 's', aud: 'a', nonce: 'n', exp: 1, sid: 'x' }).values.size).toBe(
      0,
    );
  });

  describe('inside objects', () => {
    const rolesAt = (name: string, claims: Readonly<Record<string, unknown>>) =>
      incomingClaims(claims, { nested: [name], keyed: new Set() });

    it.each([
      ['realm_access.roles', { realm_access: { roles: ['leerling'] } }],
      ['a.b.c', { a: { b: { c: 'leerling' } } }],
      [
        'resource_access.https://x.example/y.roles',
        { resource_access: { 'https://x.example/y': { roles: ['leerling'] } } },
      ],
      ['extn.role', { 'extn.role': 'leerling' }],
    ])('are read where the record names them: %s', (name, claims) => {
      expect(rolesAt(name, claims).values.get(name)).toEqual(['leerling']);
    });

    it('are not read where it does not, and the object cannot be read either way', () => {
      const claims = { realm_access: { roles: ['leerling'], other: 'x' } };
      expect([...incomingClaims(claims).values.keys()]).toEqual([]);
      const { values, unreadable } = rolesAt('realm_access.roles', claims);
      expect([[...values.keys()], [...unreadable.keys()]]).toEqual([
        ['realm_access.roles'],
        ['realm_access'],
      ]);
    });

    it.each([
      ['realm_access.roles', { realm_access: ['roles'] }],
      ['realm_access.roles', { realm_access: 'roles' }],
      ['realm_access.roles', { realm_access: { roles: null } }],
      ['realm_access.length', { realm_access: 'roles' }],
      ['realm_access.__proto__', { realm_access: {} }],
      ['realm_access.constructor', { realm_access: {} }],
      ['sub.name', { sub: { name: 'x' } }],
    ])('are not there: %s in %j', (name, claims) => {
      expect(rolesAt(name, claims).values.has(name)).toBe(false);
    });

    it('are all heard where several places have the name', () => {
      const { values, repeated } = rolesAt('a.b.c', {
        'a.b.c': 'one',
        'a.b': { c: 'two' },
        a: { 'b.c': 'three' },
      });
      expect(values.get('a.b.c')?.toSorted()).toEqual(['one', 'three', 'two']);
      expect(repeated.has('a.b.c')).toBe(true);
    });
  });

  describe('that are the keys of an object', () => {
    const zitadel = 'urn:zitadel:iam:org:project:roles';
    const keys = (claim: unknown) =>
      incomingClaims({ [zitadel]: claim }, { nested: [], keyed: new Set([zitadel]) });

    it.each([
      [{ leerling: { '1234': 'regenboog.example' } }, ['leerling']],
      [{ leerling: true, docent: false, staf: null }, ['leerling']],
      [
        [{ leerling: {} }, 'docent'],
        ['leerling', 'docent'],
      ],
      ['leerling', ['leerling']],
    ])('are read where the record says so: %j', (claim, expected) => {
      const { values, unreadable } = keys(claim);
      expect(values.get(zitadel)).toEqual(expected);
      expect(unreadable.size).toBe(0);
    });

    it('are at most so many', () => {
      const many = Object.fromEntries(numbers(5001).map((key) => [key, {}]));
      expect(codeOf(() => keys(many))).toBe('oidc.claims_excessive');
    });

    it('are not read where the record does not say so', () => {
      expect([...incomingClaims({ [zitadel]: { leerling: {} } }).values.keys()]).toEqual([]);
    });
  });

  it.each([
    [{ _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example' } } }],
    [{ hasgroups: true }],
    [{ 'groups.link': 'https://graph.example' }],
  ])('say what is elsewhere: %j', (claims) => {
    const { values, elsewhere } = incomingClaims(claims);
    expect([...elsewhere]).toEqual(['groups']);
    expect(values.has('_claim_names')).toBe(false);
  });

  it.each([[{ _claim_names: 'groups' }], [{ _claim_names: null }], [{ hasgroups: false }], [{ groups: [] }]])(
    'say of nothing that it is elsewhere: %j',
    (claims) => {
      expect([...incomingClaims(claims).elsewhere]).toEqual([]);
    },
  );

  it('have members inside objects, which are only searched', () => {
    const person = { bsn: 123456782, ids: [{ pgn: { value: '1' } }], uid: 'u' };
    const { values, onlySearched } = incomingClaims(
      { person, role: 'r' },
      { nested: ['person.uid'], keyed: new Set() },
    );
    expect(Object.fromEntries(values)).toEqual({ role: ['r'], 'person.uid': ['u'] });
    expect(onlySearched).toContainEqual(['person.bsn', ['123456782']]);
    expect(onlySearched).toContainEqual(['person.ids.pgn', ['{"value":"1"}']]);
  });

  it('are searched to some depth, however deep they go', () => {
    const deep: unknown = JSON.parse('{"a":'.repeat(2000) + '1' + '}'.repeat(2000));
    expect(incomingClaims({ deep }).onlySearched.length).toBeLessThan(20);
  });

  it('come out clean, whatever came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (claims) => {
        try {
          for (const values of incomingClaims(claims).values.values()) {
            expect(new Set(values).size).toBe(values.length);
            expect(values.length).toBeGreaterThan(0);
            for (const value of values) {
              expect(value).toBe(value.trim().normalize('NFC'));
              expect(value).toMatch(/^[^\p{Cc}]+$/u);
            }
          }
        } catch (error) {
          if (!(error instanceof SluisError)) throw error;
        }
      }),
    );
  });

  it('come out the same when read twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{4,8}$/), fc.array(fc.string())), (claims) => {
        const { values } = incomingClaims(claims);
        expect(incomingClaims(Object.fromEntries(values)).values).toEqual(values);
      }),
    );
  });
});
