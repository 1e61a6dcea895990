import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { RequestHandler } from 'express';
import { SluisError } from '../../domain/errors.ts';
import { idpId, type IdpId } from '../../domain/ids.ts';
import type { SamlKeys } from '../../keyring/saml-keys.ts';
import { samlServiceProviderMetadata } from './metadata.ts';

/** Where `ourAddresses` says that the metadata is, as Express writes it. */
export const metadataPath = '/saml/:idp/metadata';

/** Our own SAML metadata towards one IdP (SAML 2.0 Metadata), for the school's administrator to load. */
export function createMetadataRoute(parts: {
  readonly issuer: string;
  readonly samlKeys: SamlKeys;
  readonly idpOf: (id: IdpId) => IdentityProvider | undefined;
}): RequestHandler {
  return (request, response) => {
    const id = idpId(String(request.params['idp']));
    const idp = id && parts.idpOf(id);
    if (idp?.protocol.kind !== 'saml') {
      throw new SluisError('http.not_found', 'no SAML IdP of that name');
    }
    response.type('application/samlmetadata+xml').send(
      samlServiceProviderMetadata({
        idpId: idp.id,
        issuer: parts.issuer,
        keys: parts.samlKeys,
        signRequests: idp.protocol.signRequests,
      }),
    );
  };
}
