import type { SamlProtocol } from '../../register/model/kinds/idp.ts';
import { sign, type KeyObject } from 'node:crypto';
import { SAML, ValidateInResponseTo, type CacheProvider, type SamlConfig } from '@node-saml/node-saml';
import { requestHandle, type RequestHandle } from '../../domain/ids.ts';
import type { SamlKeys } from '../../keyring/saml-keys.ts';
import type { LoginStart, PendingRequest, StartLogin } from '../school-idp.ts';
import type { OurAddresses } from './addresses.ts';
import { nameIdFormats } from './vocabulary.ts';

/** Everything that does not differ between two logins at one IdP. */
export interface RequestSender {
  readonly protocol: SamlProtocol;
  readonly us: OurAddresses;
  readonly keys: SamlKeys;
  /** The private key in use, parsed. */
  readonly signingKey: KeyObject;
  readonly nameIdIdentifies: boolean;
}

/**
 * The ID of a request is its handle, so that InResponseTo finds the visit as well as RelayState does. An xs:ID may not
 * begin with a digit.
 */
export function requestIdOf(handle: RequestHandle): string {
  return `_${handle}`;
}

export function handleOfRequest(id: string): RequestHandle | undefined {
  return id.startsWith('_') ? requestHandle(id.slice(1)) : undefined;
}

/** The AuthnRequest (core 3.4) in the binding that this IdP takes, signed where its record says so; RelayState is the handle. */
export async function sendAuthnRequest(
  sender: RequestSender,
  input: StartLogin,
  pending: PendingRequest & { readonly requestId: string },
): Promise<LoginStart> {
  const saml = new SAML(requestConfig(sender, input, pending.requestId));
  switch (sender.protocol.requestBinding) {
    case 'redirect': {
      const unsigned = new URL(await saml.getAuthorizeUrlAsync(input.handle, undefined, {}));
      const url = sender.protocol.signRequests ? signedUrl(unsigned, sender.signingKey) : unsigned.href;
      return { kind: 'redirect', pending, url };
    }
    case 'post': {
      const message = await saml.getAuthorizeMessageAsync(input.handle);
      const request: unknown = message['SAMLRequest'];
      if (typeof request !== 'string') throw new TypeError('node-saml made no SAMLRequest');
      const fields = { SAMLRequest: request, RelayState: input.handle };
      return { kind: 'form', pending, action: sender.protocol.singleSignOnUrl, fields };
    }
  }
}

const signatureAlgorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/**
 * Bindings 3.4.4.1: the signature covers these parameters, in this order, as they stand in the address. The library
 * would parse the key anew for every signature, which takes as long as signing.
 */
function signedUrl(url: URL, key: KeyObject): string {
  url.searchParams.set('SigAlg', signatureAlgorithm);
  const covered = ['SAMLRequest', 'RelayState', 'SigAlg'].map((name) => [
    name,
    url.searchParams.get(name) ?? '',
  ]);
  const signature = sign('sha256', Buffer.from(new URLSearchParams(covered).toString()), key);
  url.searchParams.set('Signature', signature.toString('base64'));
  return url.href;
}

function requestConfig(sender: RequestSender, input: StartLogin, requestId: string): SamlConfig {
  const { protocol, us, keys } = sender;
  return {
    issuer: us.entityId,
    callbackUrl: us.assertionConsumer,
    entryPoint: protocol.singleSignOnUrl,
    idpCert: [...protocol.certificates],
    ...(protocol.signRequests && protocol.requestBinding === 'post' ? documentSignature(keys) : {}),
    // the defaults of both are SHA-1
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    authnRequestBinding: protocol.requestBinding === 'post' ? 'HTTP-POST' : 'HTTP-Redirect',
    // bindings 3.5.4: only the redirect binding is deflated
    skipRequestCompression: protocol.requestBinding === 'post',
    forceAuthn: input.signInAnew !== 'no',
    identifierFormat: sender.nameIdIdentifies ? nameIdFormats.persistent : null,
    // schools sign in by password, passkey, Windows or card: how is theirs to decide
    disableRequestedAuthnContext: true,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: noCache,
  };
}

/** By POST the library signs the document itself. */
function documentSignature({ signing: [{ privateKeyPem, certificatePem }] }: SamlKeys) {
  return { privateKey: privateKeyPem, publicCert: certificatePem };
}

/** node-saml keeps request ids here only when it validates InResponseTo, which it does not. */
const noCache: CacheProvider = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};
