import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { RequestHandler } from 'express';
import { SluisError } from '../../domain/errors.ts';
import { idpId, type IdpId } from '../../domain/ids.ts';
import type { SamlKeys } from '../../keyring/saml-keys.ts';
import { samlServiceProviderMetadata } from './metadata.ts';

/** Our own SAML metadata towards one IdP (SAML 2.0 Metadata), for the school's administrator to load. */
export function createMetadataRoute(parts: {
  readonly issuer: string;
  readonly keys: SamlKeys;
  readonly idp: (id: IdpId) => IdentityProvider | undefined;
}): RequestHandler {
  const { issuer, keys } = parts;
  return (request, response) => {
    const id = idpId(String(request.params['idp']));
    const idp = id && parts.idp(id);
    if (idp?.protocol.kind !== 'saml') {
      throw new SluisError('http.not_found', 'no SAML IdP of that name', { whoseTurn: 'operator' });
    }
    const { signRequests } = idp.protocol;
    response
      .type('application/samlmetadata+xml')
      .send(samlServiceProviderMetadata({ idpId: idp.id, issuer, keys, signRequests }));
  };
}
