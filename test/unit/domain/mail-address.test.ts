import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, mailAddress, mailboxOf } from '../../../src/domain/mail-address.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';
import { required } from '../../../testkit/values/ids.ts';

describe('a mail address', () => {
  it.each([
    'ada@school.example',
    'a.b+c_d@school.example',
    "o'brien@sub.school.example",
    'ada@xn--schl-6qa.example',
    `${'a'.repeat(64)}@school.example`,
  ])('is %s', (text) => {
    expect(mailAddress(text)).toBe(text);
  });

  it.each([
    '',
    'ada',
    '@school.example',
    'ada@',
    'ada@school',
    'ada@localhost',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@school.example.',
    'ada@-school.example',
    '.ada@school.example',
    'ada.@school.example',
    'a..b@school.example',
    'ada@school..example',
    'ada b@school.example',
    '"ada"@school.example',
    'Ada <ada@school.example>',
    'ada@school.example, bob@school.example',
    'ada@school.example;bob@school.example',
    'ada@bob@school.example',
    'ada@school.example\r\nBcc: bob@school.example',
    'ada@school.example\n',
    'ada\r\nRCPT TO:<bob@school.example>@school.example',
    'ada@school.example\u0000',
    'ädа@school.example',
    'ada@schöol.example',
    'ada@school。example',
    'ada@school.example>',
    `${'a'.repeat(65)}@school.example`,
    `ada@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`,
  ])('is not %j', (text) => {
    expect(mailAddress(text)).toBeUndefined();
  });

  it('has no character that a command or a header knows, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter }), (one, other) => {
        const address = mailAddress(`${one}ada@school${other}.example`);
        if (address !== undefined) expect(address).toMatch(/^[!#-'*+./0-9=?A-Z^_`a-z{|}~-]+@[A-Za-z0-9.-]+$/);
      }),
    );
  });

  it('has a domain in one spelling', () => {
    expect(domainOf(required(mailAddress('Ada@School.EXAMPLE')))).toBe('school.example');
  });
});

describe('two ways of writing one mailbox', () => {
  it.each([
    ['capitals in the domain', 'ada@School.EXAMPLE'],
    ['capitals in the name', 'ADA@school.example'],
  ])('are the same with %s', (_what, text) => {
    expect(mailboxOf(text)).toBe('ada@school.example');
  });

  it('are the same with an international domain in letters and in ASCII', () => {
    expect(mailboxOf('ada@schöl.example')).toBe(mailboxOf('ada@xn--schl-7qa.example'));
    expect(mailboxOf('ada@schöl.example')).toBe('ada@xn--schl-7qa.example');
  });

  it.each(['a.da@school.example', 'ada+x@school.example', 'ada@sub.school.example', 'ada1@school.example'])(
    'are not with %s',
    (text) => {
      expect(mailboxOf(text)).not.toBe('ada@school.example');
    },
  );

  it.each([
    '',
    'ada',
    'school.example',
    '@school.example',
    'ada@*.school.example',
    'ada@bob@school.example',
    'ada@school.example,bob@school.example',
    // a Cyrillic a, and a Kelvin sign whose small letter is a k
    'аda@school.example',
    '\u212aees@school.example',
  ])('are none of %j', (text) => {
    expect(mailboxOf(text)).toBeUndefined();
  });
});
