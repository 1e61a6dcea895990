import { describe, expect, it } from 'vitest';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import {
  attributeStatementXml,
  authnStatementXml,
  persistent,
  type AnswerWishes,
} from '../../testkit/actors/saml-school.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

/** What a school that errs, or a person who can edit his own profile there, could put into a soundly signed assertion. */

type Attributes = NonNullable<AnswerWishes['attributes']>;

/** Name, what is sent, what of `uid` can be used. Nothing of it refuses anybody: most names are used by nobody. */
const odd: readonly (readonly [string, Attributes, readonly string[] | undefined])[] = [
  ['an element in a value', [['uid', ['a<saml:NameID>b</saml:NameID>']]], undefined],
  ['a control character', [['uid', ['a\u0086b']]], undefined],
  ['a line break', [['uid', ['Dorpsstraat 1\n2611 AA Delft']]], undefined],
  ['a carriage return', [['uid', ['a&#xD;b']]], undefined],
  ['a photo', [['uid', ['a'.repeat(4097)]]], undefined],
  ['a value that cannot be read beside one that can', [['uid', ['a', 'b\nc']]], ['a']],
  ['hundreds of values', [['uid', numbers(600)]], numbers(600)],
  ['no name', [['', ['a']]], undefined],
  ['blanks around a name', [[' uid ', ['a']]], ['a']],
  ['a name that is not in NFC', [['uidu\u0308', ['a']]], undefined],
  ['a long name', [['u'.repeat(257), ['a']]], undefined],
  [
    'hundreds of attributes',
    Array.from({ length: 300 }, (_, index): [string, string[]] => [`v${String(index)}`, ['a']]),
    undefined,
  ],
];

describe('attributes of a SAML answer', () => {
  it.each(odd)('may come with %s', async (_name, attributes, usable) => {
    const login = await startSamlLogin();
    const { values } = (await login.answer({ attributes })).attributes;
    expect(values.get('uid')).toEqual(usable);
    for (const value of [...values.values()].flat()) expect(value).toMatch(/^[^\p{Cc}]{1,4096}$/u);
  });

  it('that cannot be read are known by their names, and their whole text is looked through for numbers', async () => {
    const login = await startSamlLogin();
    const nested = 'a<saml:NameID>b<saml:NameID>c</saml:NameID></saml:NameID>';
    const { unreadable } = (await login.answer({ attributes: [['bsn', [nested]]] })).attributes;
    expect(unreadable.get('bsn')?.[0]?.split(' ')).toEqual(['a', 'b', 'c']);
  });

  it('of one name are joined, in one statement or two, and it is known whether they say the same', async () => {
    const login = await startSamlLogin();
    const role: Attributes = [
      ['Role', ['offline_access']],
      ['Role', ['leerling']],
    ];
    const { values, repeated } = (await login.answer({ attributes: role })).attributes;
    expect(values.get('Role')).toEqual(['offline_access', 'leerling']);
    expect([...repeated]).toEqual(['Role']);

    const again = await startSamlLogin();
    const statement = attributeStatementXml([['uid', ['a']]]);
    const statements = authnStatementXml(again.question) + statement + statement;
    const twice = (await again.answer({ statements })).attributes;
    expect(twice.values.get('uid')).toEqual(['a']);
    expect(twice.repeated.size).toBe(0);
  });

  it('of one name are joined whatever their NameFormat', async () => {
    const login = await startSamlLogin();
    const editAssertion = (xml: string) => xml.replace('Name="uid"', 'Name="uid" NameFormat="urn:x"');
    const attributes: Attributes = [
      ['uid', ['a']],
      ['uid', ['b']],
    ];
    const { values } = (await login.answer({ attributes, editAssertion })).attributes;
    expect(values.get('uid')).toEqual(['a', 'b']);
  });

  it('that are encrypted one by one, or something else, are refused', async () => {
    const login = await startSamlLogin();
    for (const tag of ['EncryptedAttribute', 'Attribut']) {
      const editAssertion = (xml: string) => xml.replaceAll(/saml:Attribute(?=[ >])/g, `saml:${tag}`);
      await expect(login.answer({ editAssertion })).rejects.toMatchObject({ code: 'saml.assertion_shape' });
    }
  });

  it('with something else than values in them cannot be read', async () => {
    const login = await startSamlLogin();
    const editAssertion = (xml: string) => xml.replaceAll('saml:AttributeValue', 'saml:Value');
    const { values, unreadable } = (await login.answer({ attributes: [['uid', ['a']]], editAssertion }))
      .attributes;
    expect([values.has('uid'), unreadable.has('uid')]).toEqual([false, true]);
  });
});

describe('the NameID', () => {
  const nameId = (value: string, qualifiers = '') =>
    `<saml:NameID Format="${persistent}"${qualifiers}>${value}</saml:NameID>`;
  const elsewhere = [' NameQualifier="https://hub.example/idp"', ' SPNameQualifier="https://hub.example"'];
  const encrypted =
    '<saml:EncryptedID><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">' +
    '<xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedID>';
  const faults: readonly (readonly [string, string, string])[] = [
    ['saml.nameid_empty', 'empty', nameId('')],
    ['saml.nameid_empty', 'blank', nameId(' \t ')],
    ['saml.nameid', 'nested', nameId('a<saml:NameID>b</saml:NameID>')],
    ['saml.nameid', 'too long', nameId('a'.repeat(257))],
    ['saml.nameid', 'with a line break', nameId('a\nb')],
    ['saml.nameid', 'with an invisible character', nameId('pupil\u200b-1')],
    ['saml.nameid', 'with a change of direction', nameId('pupil\u202e-1')],
    ['saml.nameid', 'with a filler', nameId('pupil\u3164-1')],
    ['saml.nameid_encrypted', 'encrypted by itself', encrypted],
    ['saml.nameid_qualifier', 'of another IdP', nameId('p-1', elsewhere[0])],
    ['saml.nameid_qualifier', 'for another service provider', nameId('p-1', elsewhere[1])],
  ];

  it.each(faults)('where it identifies is %s when %s', async (code, _name, xml) => {
    const login = await startSamlLogin();
    await expect(login.answer({ nameId: xml })).rejects.toMatchObject({ name: 'SluisError', code });
  });

  it.each(faults)(
    'where something else identifies matters to nobody (not %s): %s',
    async (_code, _name, xml) => {
      const login = await startSamlLogin({ identifier: ['uid'] });
      const answer = await login.answer({ nameId: xml, attributes: [['uid', ['a']]] });
      expect(answer.subject).toBeUndefined();
    },
  );

  it('with our own names as qualifiers identifies', async () => {
    const login = await startSamlLogin();
    const { entityId, audience } = login.question;
    const own = nameId('p-1', ` NameQualifier="${entityId}" SPNameQualifier="${audience}"`);
    expect((await login.answer({ nameId: own })).subject).toBe('p-1');
  });

  it('never appears in the error', async () => {
    const login = await startSamlLogin();
    const canary = 'canary-nameid-7f3a';
    const error: unknown = await login
      .answer({ nameId: nameId(`${canary}\n`.repeat(2)) })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    const text = error instanceof Error ? `${error.message} ${error.stack ?? ''} ${String(error.cause)}` : '';
    expect(text).not.toContain(canary);
  });
});
