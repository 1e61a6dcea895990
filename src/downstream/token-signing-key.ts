import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { ExternalSigningKey } from 'oidc-provider';
import type { SigningJwk } from '../keyring/keyring.ts';

/**
 * A key of the keyring as oidc-provider takes keys that sign elsewhere. The library's own way signs by WebCrypto, which
 * hands each signature to another thread and costs five times as much for ES256.
 */
class TokenSigningKey extends ExternalSigningKey {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #jwk: SigningJwk;

  constructor(jwk: SigningJwk) {
    super();
    this.#jwk = jwk;
    this.#privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
    this.#publicKey = createPublicKey(this.#privateKey);
  }

  override get kid(): string {
    return this.#jwk.kid;
  }

  override get alg(): string {
    return this.#jwk.alg;
  }

  override keyObject(): KeyObject {
    return this.#publicKey;
  }

  /** RFC 7518 sections 3.3 and 3.4: for ES256 the two numbers one after the other, not DER. */
  override sign(data: Uint8Array): Uint8Array {
    return sign('sha256', data, { key: this.#privateKey, dsaEncoding: 'ieee-p1363' });
  }
}

/** The keys in the order of the keyring: of each algorithm the library signs with the first and publishes all. */
export function tokenSigningKeys(signing: readonly SigningJwk[]): readonly ExternalSigningKey[] {
  return signing.map((jwk) => new TokenSigningKey(jwk));
}
