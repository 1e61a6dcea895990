import type { IdentityProvider, OidcProtocol } from '../register/model/kinds/idp.ts';
import type { SecretReference } from '../register/model/secret-reference.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { Clock } from '../domain/clock.ts';
import type { IdpId } from '../domain/ids.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { OidcKeys } from '../keyring/oidc-keys.ts';
import type { SamlKeys } from '../keyring/saml-keys.ts';
import type { ClientProof } from './oidc/discovery.ts';
import { createOidcIdp } from './oidc/oidc-idp.ts';
import { shownAssertion } from './oidc/shown-assertion.ts';
import { shownSecret } from './oidc/shown-secret.ts';
import { createSamlIdp } from './saml/saml-idp.ts';
import type { SchoolIdp } from './school-idp.ts';

export interface SchoolIdpsOptions {
  /** Our own public origin, without a trailing slash. */
  readonly issuer: string;
  readonly samlKeys: SamlKeys;
  readonly oidcKeys: OidcKeys;
  /** Reads a secret where its reference says; called once per version of an IdP. */
  readonly readSecret: (reference: SecretReference) => Promise<string>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** The way to OpenID Connect IdPs. */
  readonly outgoing: Outgoing;
}

/** The schools' IdPs as they are in the register, ready to use, whatever protocol they speak. */
export interface SchoolIdps {
  /** The same object as long as the record keeps its version, so that keys and discovery are not fetched anew. */
  of(idp: Versioned<IdentityProvider>): Promise<SchoolIdp>;
}

export function createSchoolIdps(options: SchoolIdpsOptions): SchoolIdps {
  const ready = new Map<IdpId, { readonly version: number; readonly idp: Promise<SchoolIdp> }>();
  return {
    of({ record, version }) {
      const known = ready.get(record.id);
      if (known?.version === version) return known.idp;
      const made = { version, idp: schoolIdp(record, options) };
      ready.set(record.id, made);
      // A secret that could not be read is no reason to fail for ever.
      made.idp.catch(() => {
        if (ready.get(record.id) === made) ready.delete(record.id);
      });
      return made.idp;
    },
  };
}

async function schoolIdp(idp: IdentityProvider, options: SchoolIdpsOptions): Promise<SchoolIdp> {
  const { issuer, clock, randomness, outgoing } = options;
  const { protocol } = idp;
  switch (protocol.kind) {
    case 'saml':
      return createSamlIdp({ idp: { ...idp, protocol }, issuer, keys: options.samlKeys, clock });
    case 'oidc':
      return createOidcIdp({
        idp,
        protocol,
        clientProof: await clientProofOf(protocol, options),
        issuer,
        clock,
        randomness,
        outgoing,
      });
  }
}

async function clientProofOf(
  { authentication, clientSecret }: OidcProtocol,
  { oidcKeys, readSecret, clock, randomness }: SchoolIdpsOptions,
): Promise<ClientProof> {
  if (authentication === undefined) {
    const show = shownSecret(await readSecret(clientSecret));
    return () => show;
  }
  const [key] = oidcKeys.clientAssertion;
  return shownAssertion({ key, audience: authentication.assertionAudience, clock, randomness });
}
