import { describe, expect, it } from 'vitest';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import {
  attributeStatementXml,
  authnStatementXml,
  persistent,
  type AnswerWishes,
} from '../../testkit/actors/saml-school.ts';

/** What a school that errs, or a person who can edit his own profile there, could put into a soundly signed assertion. */

const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
type Attributes = NonNullable<AnswerWishes['attributes']>;
const attacks: readonly (readonly [string, string, Attributes])[] = [
  [
    'saml.attribute_duplicate',
    'a name twice',
    [
      ['uid', ['a']],
      ['uid', ['b']],
    ],
  ],
  [
    'saml.attribute_duplicate',
    'a name twice, once without a value',
    [
      ['uid', ['']],
      ['uid', ['b']],
    ],
  ],
  ['saml.attribute_nested', 'an element in a value', [['uid', ['a<saml:NameID>b</saml:NameID>']]]],
  ['saml.attribute_name', 'no name', [['', ['a']]]],
  ['saml.attribute_name', 'a blank around a name', [[' uid', ['a']]]],
  ['saml.attribute_name', 'a long name', [['u'.repeat(257), ['a']]]],
  ['saml.attribute_name', 'a name that is not in NFC', [['uid\u0308e\u0301', ['a']]]],
  ['saml.attribute_text', 'a control character', [['uid', ['a\u0086b']]]],
  ['saml.attribute_text', 'a line break', [['uid', ['a\nb']]]],
  ['saml.attribute_text', 'a carriage return', [['uid', ['a&#xD;b']]]],
  ['saml.attribute_limits', 'a long value', [['uid', ['a'.repeat(4097)]]]],
  ['saml.attribute_limits', 'many values', [['uid', many(501)]]],
  ['saml.attribute_limits', 'many attributes', many(101).map((name): [string, string[]] => [name, ['a']])],
];

describe('attributes of a SAML answer', () => {
  it.each(attacks)('give %s: %s', async (code, _name, attributes) => {
    const login = await startSamlLogin();
    await expect(login.answer({ attributes })).rejects.toMatchObject({ name: 'SluisError', code });
  });

  it('twice in two statements are a duplicate too', async () => {
    const login = await startSamlLogin();
    const statement = attributeStatementXml([['uid', ['a']]]);
    const statements = authnStatementXml(login.question) + statement + statement;
    await expect(login.answer({ statements })).rejects.toMatchObject({ code: 'saml.attribute_duplicate' });
  });

  it('that are encrypted one by one, or something else, are refused', async () => {
    const login = await startSamlLogin();
    for (const tag of ['EncryptedAttribute', 'Attribut']) {
      const editAssertion = (xml: string) => xml.replaceAll(/saml:Attribute(?=[ >])/g, `saml:${tag}`);
      await expect(login.answer({ editAssertion })).rejects.toMatchObject({ code: 'saml.assertion_shape' });
    }
  });

  it('with something else than values in them are refused', async () => {
    const login = await startSamlLogin();
    const editAssertion = (xml: string) => xml.replaceAll('saml:AttributeValue', 'saml:Value');
    await expect(login.answer({ editAssertion })).rejects.toMatchObject({ code: 'saml.assertion_shape' });
  });

  it('never appear in the error', async () => {
    const login = await startSamlLogin();
    const canary = 'canary-attribute-7f3a';
    const error: unknown = await login
      .answer({ attributes: [['uid', [canary, `${canary}\n${canary}`]]] })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    const text = error instanceof Error ? `${error.message} ${error.stack ?? ''} ${String(error.cause)}` : '';
    expect(text).not.toContain(canary);
  });
});

describe('the NameID', () => {
  const nameId = (value: string, qualifiers = '') =>
    `<saml:NameID Format="${persistent}"${qualifiers}>${value}</saml:NameID>`;

  it.each([
    ['empty', ''],
    ['blank', ' \t '],
    ['nested', 'a<saml:NameID>b</saml:NameID>'],
    ['too long', 'a'.repeat(257)],
    ['with a line break', 'a\nb'],
    ['with an invisible character', 'pupil\u200b-1'],
    ['with a change of direction', 'pupil\u202e-1'],
  ])('is refused when %s', async (_name, value) => {
    const login = await startSamlLogin();
    await expect(login.answer({ nameId: nameId(value) })).rejects.toMatchObject({ code: 'saml.nameid' });
  });

  it('of another IdP or for another service provider is refused: there the value is somebody else', async () => {
    const login = await startSamlLogin();
    for (const qualifier of [
      ' NameQualifier="https://other.example"',
      ' SPNameQualifier="https://other.example"',
    ]) {
      const answer = login.answer({ nameId: nameId('p-1', qualifier) });
      await expect(answer).rejects.toMatchObject({ code: 'saml.nameid_qualifier' });
    }
    const { entityId, audience } = login.question;
    const own = nameId('p-1', ` NameQualifier="${entityId}" SPNameQualifier="${audience}"`);
    expect((await login.answer({ nameId: own })).subject).toBe('p-1');
  });
});
