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

it('today’s form is found for anything, and a second time changes nothing', () => {
  const client = fc.record(
    { requireAuthTime: fc.anything(), signInTime: fc.anything(), other: fc.anything() },
    { requiredKeys: [] },
  );
  const body = fc.oneof(fc.anything(), fc.record({ client: fc.oneof(client, fc.anything()) }));
  fc.assert(
    fc.property(fc.constantFrom(...earlierForms.keys()), body, (kind, value) => {
      const once = inTodaysForm(kind, value);
      expect(inTodaysForm(kind, once)).toBe(once);
    }),
  );
});
