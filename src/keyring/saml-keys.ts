import type { CertifiedKeyPair } from './certified-key-pair.ts';

/** The broker's own keys towards schools' SAML IdPs. The first of each list is in use; the others are still accepted and published. */
export interface SamlKeys {
  readonly signing: readonly [CertifiedKeyPair, ...CertifiedKeyPair[]];
  readonly decryption: readonly [CertifiedKeyPair, ...CertifiedKeyPair[]];
}
