/** An RSA key pair with its self-signed certificate, for those who know a key by its certificate. */
export interface CertifiedKeyPair {
  /** PKCS #8 PEM. */
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}
