import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEckId } from '../../../../src/upstream/attributes/eck-id.ts';

const hex = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 128,
  maxLength: 128,
});
const environment = fc.string({
  unit: fc.constantFrom(...Array.from('abcz0129')),
  minLength: 1,
  maxLength: 8,
});
const eckId = fc.tuple(environment, hex).map(([chain, digits]) => `https://ketenid.nl/${chain}/${digits}`);

/** One ECK iD as some system writes it: with `http`, some letters in capitals, a slash and white space around it. */
const respelled = fc
  .tuple(
    eckId,
    fc.boolean(),
    fc.infiniteStream(fc.boolean()),
    fc.boolean(),
    fc.constantFrom('', ' ', '\n', '\u00a0'),
  )
  .map(([given, plain, capitals, slash, space]) => {
    const scheme = plain ? given.replace('https:', 'http:') : given;
    const letters = Array.from(scheme, (sign) =>
      capitals.next().value === true ? sign.toUpperCase() : sign,
    );
    return { given, spelled: `${space}${letters.join('')}${slash ? '/' : ''}${space}` };
  });

describe('an ECK iD', () => {
  it('that is well written comes out as it is: its hash is the root of people', () => {
    fc.assert(
      fc.property(eckId, (given) => {
        expect(readEckId(given)).toBe(given);
      }),
    );
  });

  it('is one value, however it is spelled', () => {
    fc.assert(
      fc.property(respelled, ({ given, spelled }) => {
        expect(readEckId(spelled)).toBe(given);
        expect(readEckId(readEckId(spelled) ?? '')).toBe(given);
      }),
    );
  });

  it('never becomes another one: digits and environment stay', () => {
    fc.assert(
      fc.property(respelled, respelled, (one, other) => {
        expect(readEckId(one.spelled) === readEckId(other.spelled)).toBe(one.given === other.given);
      }),
    );
  });

  it.each([
    '',
    'eck',
    `https://ketenid.nl/201703/${'a'.repeat(127)}`,
    `https://ketenid.nl/201703/${'a'.repeat(129)}`,
    `https://ketenid.nl/201703/${'g'.repeat(128)}`,
    `https://ketenid.nl/201703/${'a'.repeat(128)}//`,
    `https://ketenid.nl/201703//${'a'.repeat(128)}`,
    `https://ketenid.nl/2017/03/${'a'.repeat(128)}`,
    `https://ketenid.nl/201703/${'a'.repeat(128)}?x`,
    `https://ketenid.nl/201703/${'a'.repeat(64)} ${'a'.repeat(63)}`,
    `https://ketenid.nl:443/201703/${'a'.repeat(128)}`,
    `https://ketenid.nl.example/201703/${'a'.repeat(128)}`,
    `https://x@ketenid.nl/201703/${'a'.repeat(128)}`,
    `ftp://ketenid.nl/201703/${'a'.repeat(128)}`,
    `https:///ketenid.nl/201703/${'a'.repeat(128)}`,
    // letters that only look like those of ASCII, or become them in lower case
    `https://\u212aetenid.nl/201703/${'a'.repeat(128)}`,
    `https://ketenıd.nl/201703/${'a'.repeat(128)}`,
    `https://ketenid.nl/201703/${'\uff21'.repeat(128)}`,
  ])('is not %j', (text) => {
    expect(readEckId(text)).toBeUndefined();
  });
});
