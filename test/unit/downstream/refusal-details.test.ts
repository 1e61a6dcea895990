import { describe, expect, it } from 'vitest';
import { refusalDetail } from '../../../src/downstream/refusal-details.ts';
import { filesBelow, read } from '../../../testkit/machine/project-files.ts';

const library = 'node_modules/oidc-provider/lib';
/** Ways that are not open here: other grants, bound tokens, certificates, attestations. */
const notHere =
  /pre-authorized|tx_code|ciba|device|dpop|attest|certificate|mtls|refresh_token|client_id_metadata|errors\.js|defaults\.js/i;

/** The constant texts with which the library refuses a code or a client. */
function textsOfLibrary(): readonly string[] {
  return filesBelow(library, '.js')
    .filter((path) => !notHere.test(path))
    .flatMap((path) => [
      ...read(path).matchAll(/new Invalid(?:Grant|ClientAuth)\(\s*(?:'([^']+)'|`([^`]+)`)/g),
    ])
    .map(([, text, template]) => text ?? template ?? '')
    .map((text) => text.replaceAll(/\$\{(?:label|entityLabel)\}/g, 'authorization code'))
    .filter((text) => !notHere.test(text));
}

describe('why a code or a client was refused', () => {
  it('has a word for each reason that the library has', () => {
    const texts = textsOfLibrary();
    expect(texts.length).toBeGreaterThan(15);
    const impossible = new Set(['accountId mismatch']);
    expect(texts.filter((text) => refusalDetail(text) === undefined && !impossible.has(text))).toEqual([]);
  });

  it('is not told in words that may quote what was sent', () => {
    expect(refusalDetail('client_id kanarie client_secret expired at 1')).toBeUndefined();
    expect(refusalDetail(undefined)).toBeUndefined();
  });
});
