import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierForms, inTodaysForm } from '../../../../src/register/model/earlier-forms.ts';

const service = (client: object) => ({ id: 'leesboom-reader', client });

describe('a service with client.requireAuthTime', () => {
  it.each([true, false])('%s becomes client.signInTime', (requireAuthTime) => {
    const before = service({ requireAuthTime, requirePar: true });
    expect(inTodaysForm('service', before)).toEqual(
      service({ requirePar: true, signInTime: requireAuthTime }),
    );
  });

  it.each([
    ['with both names', service({ requireAuthTime: false, signInTime: true })],
    ['with another value', service({ requireAuthTime: 'yes' })],
    ['of today', service({ signInTime: true })],
    ['without client', { id: 'leesboom-reader' }],
  ])('%s stays as it is, for the schema to judge', (_name, body) => {
    expect(inTodaysForm('service', body)).toBe(body);
  });

  it('is renamed in no other kind', () => {
    const body = service({ requireAuthTime: true });
    expect(inTodaysForm('api-client', body)).toBe(body);
  });
});

describe('affiliations that are called kinds', () => {
  it('are renamed in covered services and annex rows of an agreement', () => {
    const before = {
      id: 'waterland-leesboom',
      services: [{ service: 'reader', kinds: ['pupil'] }],
      annex: [
        { claim: 'group', kinds: ['pupil'] },
        { claim: 'given_name', affiliations: ['teacher'] },
      ],
    };
    expect(inTodaysForm('agreement', before)).toEqual({
      id: 'waterland-leesboom',
      services: [{ service: 'reader', affiliations: ['pupil'] }],
      annex: [
        { claim: 'group', affiliations: ['pupil'] },
        { claim: 'given_name', affiliations: ['teacher'] },
      ],
    });
  });

  it('are renamed in an agreement without annex, which gets none', () => {
    const before = { services: [{ service: 'reader', kinds: ['pupil'] }] };
    expect(inTodaysForm('agreement', before)).toEqual({
      services: [{ service: 'reader', affiliations: ['pupil'] }],
    });
  });

  it('are renamed in an access rule and, as personKind, in an IdP', () => {
    expect(inTodaysForm('access', { kinds: ['pupil'] })).toEqual({ affiliations: ['pupil'] });
    const map = { attribute: 'role', values: { s: 'pupil' } };
    expect(inTodaysForm('idp', { personKind: map })).toEqual({ affiliation: map });
  });

  it.each([
    ['an access rule with both names', 'access', { kinds: ['pupil'], affiliations: ['teacher'] }],
    ['an agreement with both names', 'agreement', { services: [{ kinds: [], affiliations: [] }] }],
    ['an IdP with both names', 'idp', { personKind: {}, affiliation: {} }],
    ['an agreement whose lists are none', 'agreement', { services: { kinds: [] }, annex: 'none' }],
    ['a service', 'service', { kinds: ['pupil'], personKind: {} }],
  ])('%s stays as it is, for the schema to judge', (_name, kind, body) => {
    expect(inTodaysForm(kind, body)).toBe(body);
  });
});

it('today’s form is found for anything, and a second time changes nothing', () => {
  const client = fc.record(
    { requireAuthTime: fc.anything(), signInTime: fc.anything(), other: fc.anything() },
    { requiredKeys: [] },
  );
  const affiliated = fc.record({ kinds: fc.anything(), affiliations: fc.anything() }, { requiredKeys: [] });
  const list = fc.oneof(fc.array(affiliated), fc.anything());
  const body = fc.oneof(
    fc.anything(),
    affiliated,
    fc.record({ client: fc.oneof(client, fc.anything()) }),
    fc.record({ services: list, annex: list }, { requiredKeys: [] }),
    fc.record({ personKind: fc.anything(), affiliation: fc.anything() }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...earlierForms.keys()), body, (kind, value) => {
      const once = inTodaysForm(kind, value);
      expect(inTodaysForm(kind, once)).toBe(once);
    }),
  );
});
