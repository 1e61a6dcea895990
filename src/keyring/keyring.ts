import type { LastingSealer, Sealer } from '../domain/sealer.ts';
import type { LastingKeys } from './lasting-keys.ts';
import type { OidcKeys } from './oidc-keys.ts';
import type { SamlKeys } from './saml-keys.ts';

/** A private signing key as JWK (RFC 7517), with `kid` and `alg`. */
export type SigningJwk = Readonly<Record<string, unknown>> & { readonly kid: string; readonly alg: string };

/** Keys under which pseudonyms are derived. They never leave the keyring's folder and live as long as the pseudonyms. */
export interface PseudonymKeys {
  /** For person roots and identifier hashes. */
  readonly root: Buffer;
  /** For `sub`, by version; a sector keeps the version that it was pinned to. */
  sector(version: number): Buffer | undefined;
  /** The version that a sector gets which has none yet. */
  readonly currentSectorVersion: number;
  /** For the handle that oidc-provider knows as account id. */
  readonly account: Buffer;
  /** For the proof in a ledger entry that a `sub` belongs to it. */
  readonly ledgerProof: Buffer;
}

/** Every key of the broker, read once when it starts, and known to be the keys of its database. */
export interface Keyring extends Omit<UncheckedKeyring, 'uncheckedPseudonym' | 'uncheckedLasting'> {
  readonly pseudonym: PseudonymKeys;
  /** For what is kept for years. */
  readonly lasting: LastingSealer;
}

/**
 * What the files say. Under wrong pseudonym keys everybody is somebody new, and what wrong lasting keys seal nobody else
 * opens, so nothing uses them before `openKeys`.
 */
export interface UncheckedKeyring {
  /** The key in use comes first of its algorithm; announced and retired ones follow and are published too. */
  readonly signing: readonly SigningJwk[];
  readonly saml: SamlKeys;
  readonly oidc: OidcKeys;
  readonly sealer: Sealer;
  readonly uncheckedLasting: LastingKeys;
  readonly uncheckedPseudonym: PseudonymKeys;
  /** For signing cookies; the first signs, all verify. */
  readonly cookies: readonly [string, ...string[]];
}
