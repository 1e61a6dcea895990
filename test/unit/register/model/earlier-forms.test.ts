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

describe('what an agreement says of papers and retention', () => {
  const hash = '0f'.repeat(32);

  it('gets other names', () => {
    const before = {
      id: 'waterland-leesboom',
      modelVersion: '4.0',
      documentHash: hash,
      dpia: 'DPIA 2026',
      annex: [{ claim: 'group', retention: 'P1Y' }, { claim: 'given_name' }],
    };
    expect(inTodaysForm('agreement', before)).toEqual({
      id: 'waterland-leesboom',
      model: { kind: '4.0' },
      documents: [{ kind: 'agreement', hash }],
      dpia: { reference: 'DPIA 2026' },
      annex: [{ claim: 'group', destroyedAfterDays: 365 }, { claim: 'given_name' }],
    });
    expect(inTodaysForm('agreement', { modelVersion: '3.0' })).toEqual({
      model: { kind: 'other', name: '3.0' },
    });
  });

  it.each([
    ['P2Y', 730],
    ['P6M', 168],
    ['P1Y6M10D', 543],
    ['P30D', 30],
    ['P0D', 0],
    ['P999Y', 10_950],
  ])('is never kept longer than it was: %s', (retention, destroyedAfterDays) => {
    expect(inTodaysForm('agreement', { annex: [{ retention }] })).toEqual({
      annex: [{ destroyedAfterDays }],
    });
  });

  it.each([
    [
      'that cannot be read',
      { modelVersion: 4, documentHash: {}, dpia: [], annex: [{ retention: 'for ever' }] },
    ],
    ['that has both names', { modelVersion: '4.0', model: { kind: '4.0' } }],
    ['whose row has both names', { annex: [{ retention: 'P1Y', destroyedAfterDays: 10 }] }],
    ['of today', { dpia: { reference: 'DPIA 2026' } }],
  ])('stays as it is in one %s, for the schema to judge', (_name, body) => {
    expect(inTodaysForm('agreement', body)).toBe(body);
  });
});

describe('a supplier’s covenant', () => {
  it('that was signed is that of a deelnemer', () => {
    expect(inTodaysForm('supplier', { covenant: { version: '4.0', signedOn: '2026-03-01' } })).toEqual({
      covenant: { version: '4.0', status: 'deelnemer', since: '2026-03-01' },
    });
  });

  it.each([
    ['of today', { covenant: { status: 'none', reason: 'a tool for teachers' } }],
    ['with both', { covenant: { status: 'deelnemer', signedOn: '2026-03-01' } }],
    ['without a day', { covenant: { version: '4.0' } }],
  ])('%s stays as it is', (_name, body) => {
    expect(inTodaysForm('supplier', body)).toBe(body);
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
    fc.record(
      {
        modelVersion: fc.oneof(fc.string(), fc.anything()),
        model: fc.anything(),
        documentHash: fc.string(),
        dpia: fc.oneof(fc.string(), fc.anything()),
        annex: fc.array(fc.record({ retention: fc.constantFrom('P1Y', 'P6M', 'x') }, { requiredKeys: [] })),
        covenant: fc.record(
          { version: fc.string(), signedOn: fc.string(), status: fc.string() },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    fc.record({ personKind: fc.anything(), affiliation: fc.anything() }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...earlierForms.keys()), body, (kind, value) => {
      const once = inTodaysForm(kind, value);
      expect(inTodaysForm(kind, once)).toBe(once);
    }),
  );
});
