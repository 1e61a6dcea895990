import { readFileSync } from 'node:fs';
import { errors } from 'oidc-provider';
import { describe, expect, it } from 'vitest';
import {
  explanationTopic,
  explanationUri,
  isExplained,
} from '../../../../src/http/explanations/explained-errors.ts';
import { renderExplanation } from '../../../../src/http/explanations/page.ts';
import { english } from '../../../../src/http/explanations/languages/english.ts';

const page = readFileSync('docs/SUPPLIERS.md', 'utf8');
const [, table = ''] = /\n## Errors\n([\s\S]*?)\n## /.exec(page) ?? [];
const documented = [...table.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, error = '']) => error);

describe('the errors that a supplier may get', () => {
  it('are explained where docs/SUPPLIERS.md lists them', () => {
    const listed = new Set(
      documented.filter((word) => /^(?:invalid|unsupported|access|login|server|temporarily)_/.test(word)),
    );
    expect(listed.size).toBeGreaterThan(9);
    expect([...listed].filter((error) => !isExplained(error))).toEqual([]);
  });

  it('are explained for all that the library throws on the ways that are open here', () => {
    const elsewhere =
      /DPoP|Dpop|Attest|Credential|Proof|Nonce|Token(?:Hint)|Ciba|UserCode|Binding|SlowDown|Pending|Expired|Software|ClientMetadata|Authorization(?:Details|Pending)|Target|UnknownUser|Transaction|Unmet|RequestObject|CustomOIDC|SessionNotFound|OIDCProviderError/;
    const names = Object.keys(errors).filter((name) => !elsewhere.test(name));
    const codes = names.map((name) =>
      name === 'InvalidClientAuth'
        ? 'invalid_client'
        : name.replaceAll(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
    );
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !isExplained(code))).toEqual([]);
  });

  it('lead to an address that says nothing but the error', () => {
    expect(explanationUri('https://login.example', 'access_denied')).toBe(
      'https://login.example/errors/access_denied',
    );
    expect(explanationUri('https://login.example', 'toString')).toBeUndefined();
    expect(explanationUri('https://login.example', 'kanarie')).toBeUndefined();
  });

  it('that ask for the same have the same explanation', () => {
    expect(explanationTopic('interaction_required')).toBe('login_required');
    const shown = renderExplanation({ language: 'en', error: 'interaction_required' });
    expect(shown).toContain(english.topics.login_required.title);
    expect(shown).toContain('interaction_required');
  });
});
