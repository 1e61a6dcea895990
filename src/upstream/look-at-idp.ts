import * as client from 'openid-client';
import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import { readSigningCertificates } from '../domain/signing-certificate.ts';
import type { IdentityProvider, OidcProtocol, SamlProtocol } from '../register/model/kinds/idp.ts';
import { clockToleranceOf } from './clock-tolerance.ts';
import { valueAt } from '../register/model/mapping.ts';
import { createDiscovery } from './oidc/discovery.ts';
import { assertionAlgorithm } from './oidc/shown-assertion.ts';

/** What was looked at of an IdP, and what it was like. */
export interface Look {
  readonly at: 'certificate' | 'client authentication' | 'discovery' | 'keys' | 'sign-on address';
  readonly isGood: boolean;
  readonly found: string;
}

interface Looking {
  readonly clock: Clock;
  readonly outgoing: Outgoing;
}

/** Looks at an IdP from here, without a person and without a secret: nobody signs in, and nothing is changed. */
export function lookAtIdp(idp: IdentityProvider, looking: Looking): Promise<readonly Look[]> {
  const { protocol } = idp;
  return protocol.kind === 'saml'
    ? lookAtSaml({ ...idp, protocol }, looking)
    : lookAtOidc({ ...idp, protocol }, looking);
}

async function lookAtSaml(
  idp: IdentityProvider & { readonly protocol: SamlProtocol },
  looking: Looking,
): Promise<readonly Look[]> {
  const now = looking.clock.now();
  return [
    ...idp.protocol.certificates.flatMap(readSigningCertificates).map((certificate): Look => {
      if (certificate === undefined) return { at: 'certificate', isGood: false, found: 'cannot be read' };
      const { fingerprint, type, validFrom, validTo } = certificate;
      const days = `${dayOf(validFrom)} to ${dayOf(validTo)}`;
      const isGood = type !== undefined && validFrom <= now && now < validTo;
      const kind = type === undefined ? 'verifies nothing, ' : '';
      return { at: 'certificate', isGood, found: `${kind}${days}, ${fingerprint}` };
    }),
    await lookAtAddress(idp, idp.protocol.singleSignOnUrl, looking),
  ];
}

async function lookAtOidc(
  idp: IdentityProvider & { readonly protocol: OidcProtocol },
  looking: Looking,
): Promise<readonly Look[]> {
  const { clock, outgoing } = looking;
  const discovery = createDiscovery({
    idp: idp.id,
    protocol: idp.protocol,
    // nobody redeems a code here
    clientProof: client.None,
    toleranceSeconds: clockToleranceOf(idp),
    clock,
    outgoing,
  });
  let metadata: client.ServerMetadata;
  try {
    metadata = (await discovery.configuration()).serverMetadata();
  } catch (error) {
    return [{ at: 'discovery', isGood: false, found: reasonOf(error) }];
  }
  const { jwks_uri: keys = '', authorization_endpoint: signOn = '' } = metadata;
  return [
    { at: 'discovery', isGood: true, found: metadata.issuer },
    lookAtAuthentication(idp.protocol, metadata),
    await lookAtKeys(idp, keys, looking),
    await lookAtAddress(idp, signOn, looking),
  ];
}

/** What the record asks for has to be offered; a key where it has a secret is for the school to know. */
function lookAtAuthentication({ authentication }: OidcProtocol, metadata: client.ServerMetadata): Look {
  const at = 'client authentication';
  try {
    const algorithm = assertionAlgorithm(metadata);
    const found = authentication === undefined ? 'secret; private_key_jwt is offered' : 'private_key_jwt';
    return { at, isGood: true, found: `${found}, ${algorithm}` };
  } catch (error) {
    if (authentication !== undefined) return { at, isGood: false, found: reasonOf(error) };
    return { at, isGood: true, found: 'secret; private_key_jwt is not offered' };
  }
}

async function lookAtKeys({ id: idp }: IdentityProvider, url: string, { outgoing }: Looking): Promise<Look> {
  try {
    const response = await outgoing.call({ purpose: 'school_idp', url, method: 'GET', headers: {}, idp });
    const body: unknown = await response.json();
    const keys = valueAt(body, ['keys']);
    const count = Array.isArray(keys) ? keys.length : 0;
    return {
      at: 'keys',
      isGood: response.status === 200 && count > 0,
      found: `${String(count)} keys at ${url}`,
    };
  } catch (error) {
    return { at: 'keys', isGood: false, found: reasonOf(error) };
  }
}

/** Without a request no page can be shown there, so any answer is good but that there is nothing. */
async function lookAtAddress(
  { id: idp }: IdentityProvider,
  url: string,
  { outgoing }: Looking,
): Promise<Look> {
  const at = 'sign-on address';
  try {
    const { status } = await outgoing.call({ purpose: 'school_idp', url, method: 'GET', headers: {}, idp });
    return { at, isGood: status !== 404 && status !== 410, found: `answers ${String(status)}: ${url}` };
  } catch (error) {
    // it is for browsers: they may reach what the broker does not
    const isElsewhere = error instanceof SluisError && error.code === 'outgoing.address_refused';
    return { at, isGood: isElsewhere, found: `${reasonOf(error)}: ${url}` };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof SluisError)) return 'the answer cannot be read';
  const { detail, receivedAddress } = error.details;
  return [error.code, error.message, detail, receivedAddress].filter((part) => part !== undefined).join(', ');
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
