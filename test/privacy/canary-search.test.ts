import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCanaryPerson, type Canary } from './canary-person.ts';
import { searchCanaries } from './canary-search.ts';
import { anyCharacter } from '../../testkit/values/any-character.ts';

const { canaries } = createCanaryPerson(7);
const others = createCanaryPerson(8).canaries;

const writings: readonly (readonly [string, (value: string) => string])[] = [
  ['as it is', (value) => value],
  ['in capitals', (value) => value.toUpperCase()],
  ['in small letters', (value) => value.toLowerCase()],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded twice', (value) => encodeURIComponent(encodeURIComponent(value))],
  ['in a query', (value) => new URLSearchParams({ name: value }).toString()],
  ['in JSON', (value) => JSON.stringify({ deep: JSON.stringify({ value }) })],
  ['in HTML', (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ['in hexadecimal', (value) => Buffer.from(value).toString('hex').toUpperCase()],
  ['in a JWT', (value) => `e30.${Buffer.from(JSON.stringify({ a: 1, value })).toString('base64url')}.c2ln`],
  ['in base64 of capitals', (value) => Buffer.from(`x${value.toUpperCase()}y`).toString('base64')],
  ['hashed without a key', (value) => createHash('sha256').update(value).digest('base64url')],
];

function leak(text: string, canary: Canary) {
  return searchCanaries([{ name: 'somewhere', text: `before ${text} after` }], [canary, ...others]);
}

describe('a planted leak', () => {
  it.each(writings)('is found %s, whichever value it is', (_how, write) => {
    for (const canary of canaries) {
      const hits = leak(write(canary.value), canary);
      expect(hits, canary.attribute).toHaveLength(1);
      expect(hits[0]).toMatchObject({ place: 'somewhere', person: 'person-7', attribute: canary.attribute });
    }
  });

  it('is found when only its core is left', () => {
    for (const canary of canaries) expect(leak(canary.core, canary), canary.attribute).toHaveLength(1);
  });

  it('is found in base64 whatever goes before and after it', () => {
    const anything = fc.string({ unit: anyCharacter, maxLength: 9 });
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...canaries), (before, after, canary) => {
        const bytes = Buffer.from(before + canary.value + after);
        expect(leak(bytes.toString('base64'), canary)).toHaveLength(1);
        expect(leak(bytes.toString('base64url'), canary)).toHaveLength(1);
      }),
    );
  });

  it('is not told by its value', () => {
    const [canary] = canaries;
    if (canary === undefined) throw new RangeError('a person without canaries');
    expect(JSON.stringify(leak(canary.value, canary))).not.toContain(canary.core);
  });
});

describe('what is not there or allowed', () => {
  it('is not reported: no person has a value of another, and no attribute one of another', () => {
    for (const canary of [...canaries, ...others]) {
      const rest = [...canaries, ...others].filter((other) => other !== canary);
      expect(searchCanaries([{ name: 'alone', text: canary.value }], rest), canary.attribute).toEqual([]);
    }
  });

  it('is not reported where it is allowed, and reported elsewhere', () => {
    const text = canaries.map(({ value }) => value).join('\n');
    const places = ['here', 'there'].map((name) => ({ name, text }));
    const hits = searchCanaries(places, canaries, ({ name }) => name === 'here');
    expect(hits).toHaveLength(canaries.length);
    expect(new Set(hits.map(({ place }) => place))).toEqual(new Set(['there']));
  });
});

describe('a canary person', () => {
  it('is the same every time, and carries every value in both protocols', () => {
    const person = createCanaryPerson(7);
    expect(person.canaries).toEqual(canaries);
    const saml = JSON.stringify([person.saml.nameId, person.saml.attributes]);
    const entra = JSON.stringify(person.entraUser('a group'));
    for (const { attribute, core, value } of canaries) {
      const inSaml = saml.includes(core) || saml.includes(value);
      const inEntra = entra.includes(core) || entra.includes(value) || entra.includes(String(Number(value)));
      expect(inSaml || inEntra, attribute).toBe(true);
    }
  });
});
