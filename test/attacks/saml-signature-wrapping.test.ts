import { describe, expect, it } from 'vitest';
import { startSamlLogin, type SamlLogin } from '../../testkit/actors/saml-login.ts';
import { ds, type AnswerWishes } from '../../testkit/actors/saml-school.ts';
import { partsOf, wrappingShapes } from './saml-wrapping.ts';

/** The shapes of `saml-wrapping.ts`, wherever a signature can be. */

async function expectRefused(login: SamlLogin, wishes: AnswerWishes): Promise<void> {
  await expect(login.answer(wishes)).rejects.toMatchObject({
    name: 'SluisError',
    code: expect.stringMatching(/^saml\./),
  });
}

describe.each(['assertion', 'response', 'both'] as const)('a wrapped signature, %s signed,', (signed) => {
  it.each(Object.entries(wrappingShapes))('%s', async (_name, wrap) => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => wrap(partsOf(xml));
    expect(editResponse(login.school.respond(login.question, { signed }))).toContain(ds);
    await expectRefused(login, { signed, editResponse });
  });
});

describe('within an encrypted assertion', () => {
  const withinOne = Object.entries(wrappingShapes).filter(([name]) =>
    /XSW[4568]:|two signatures|same ID|Advice/.test(name),
  );

  it.each(withinOne)('%s', async (_name, wrap) => {
    const login = await startSamlLogin();
    const editSignedAssertion = (xml: string) => wrap(partsOf(xml));
    for (const signed of ['assertion', 'both'] as const) {
      await expectRefused(login, { signed, editSignedAssertion, encryptFor: { key: login.encryptionKey } });
    }
  });
});

describe('wrapping by text', () => {
  it('a comment inside NameID does not cut the identifier (CVE-2017-11427 and its family)', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => xml.replace('pupil-0001', 'pupil-<!-- -->0001');
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
    const editSignedAssertion = editResponse;
    const encrypted = login.answer({ editSignedAssertion, encryptFor: { key: login.encryptionKey } });
    await expect(encrypted).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
  });

  it('a comment in DigestValue is refused (CVE-2025-29775)', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->');
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
  });

  it('two SignedInfo are refused (CVE-2025-29774)', async () => {
    const login = await startSamlLogin();
    const info = /<ds:SignedInfo>.*?<\/ds:SignedInfo>/;
    const editResponse = (xml: string) => xml.replace(info, (one) => one + one);
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_shape' });
  });

  it('one changed letter of a signed text is noticed, everywhere in the assertion', async () => {
    const login = await startSamlLogin();
    for (const [from, to] of [
      ['pupil-0001', 'pupil-0002'],
      ['>student<', '>teacher<'],
      ['>Sanne<', '>Sanna<'],
    ] as const) {
      const editResponse = (xml: string) => xml.replace(from, to);
      await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_invalid' });
    }
  });

  it('a changed Response around a sound assertion is noticed when the Response was signed', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) =>
      xml.replace(/ID="_[^"]+" InResponseTo/, (id) => id.replace('_', '_0'));
    const answer = login.answer({ signed: 'both', editResponse });
    await expect(answer).rejects.toMatchObject({ code: 'saml.signature_shape' });
    const otherStatus = (xml: string) => xml.replace('<samlp:Status>', '<samlp:Status> ');
    const changed = login.answer({ signed: 'both', editResponse: otherStatus });
    await expect(changed).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });
});
