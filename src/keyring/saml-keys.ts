/** A key pair with its self-signed certificate, as SAML metadata publishes it. */
export interface SamlKeyPair {
  /** PKCS #8 PEM. */
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

/** The broker's own keys towards schools' SAML IdPs. The first of each list is in use; the others are still accepted and published. */
export interface SamlKeys {
  readonly signing: readonly [SamlKeyPair, ...SamlKeyPair[]];
  readonly decryption: readonly [SamlKeyPair, ...SamlKeyPair[]];
}
