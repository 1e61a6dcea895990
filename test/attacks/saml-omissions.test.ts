import { describe, expect, it } from 'vitest';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';

/** Soundly signed answers that leave out what a signature has to go with, or what the profile asks of every assertion. */

const omissions: readonly (readonly [string, string, () => AnswerWishes])[] = [
  [
    'saml.destination',
    'no Destination on a signed Response',
    () => ({ signed: 'both', destination: undefined }),
  ],
  ['saml.destination', 'an empty Destination', () => ({ destination: '' })],
  [
    'saml.response_issuer',
    'no Issuer on a signed Response',
    () => ({ signed: 'both', responseIssuer: undefined }),
  ],
  ['saml.conditions_missing', 'no Conditions', () => ({ conditions: '' })],
  [
    'saml.authentication_context',
    'no AuthnContext',
    () => ({ editAssertion: (xml) => xml.replace(/<saml:AuthnContext>.*<\/saml:AuthnContext>/, '') }),
  ],
  [
    'saml.authentication_context',
    'an empty AuthnContext',
    () => ({
      editAssertion: (xml) => xml.replace(/(<saml:AuthnContext>).*(<\/saml:AuthnContext>)/, '$1$2'),
    }),
  ],
  [
    'saml.authentication_context',
    'two AuthnContexts',
    () => ({ editAssertion: (xml) => xml.replace(/<saml:AuthnContext>.*<\/saml:AuthnContext>/, '$&$&') }),
  ],
];

describe('a soundly signed answer', () => {
  it.each(omissions)('is refused with %s: %s', async (code, _name, wishes) => {
    const login = await startSamlLogin();
    await expect(login.answer(wishes())).rejects.toMatchObject({ name: 'SluisError', code });
  });
});
