import type { OidcProtocol } from '../../register/model/kinds/idp.ts';
import * as client from 'openid-client';
import type { Clock } from '../../domain/clock.ts';
import { addressForLog } from '../../domain/address-for-log.ts';
import { SluisError } from '../../domain/errors.ts';
import type { IdpId } from '../../domain/ids.ts';
import type { Outgoing } from '../../domain/outgoing.ts';
import { asSluisError } from './failures.ts';
import { createIdpFetch } from './idp-fetch.ts';

/** An hour: then a new look is taken, while the old one still serves. */
const freshMillis = 60 * 60 * 1000;
/** A day without a successful look: then nobody signs in on the old one any more. */
const usableMillis = 24 * freshMillis;

/**
 * How the broker proves itself to an IdP that says this of itself. Throws where the IdP cannot take it: before somebody is sent
 * there and comes back with a code that cannot be redeemed.
 */
export type ClientProof = (server: client.ServerMetadata) => client.ClientAuth;

export interface DiscoveryOptions {
  readonly idp: IdpId;
  readonly protocol: OidcProtocol;
  /** Looking up itself proves nothing. */
  readonly clientProof: ClientProof;
  /** That the clocks of the IdP and ours may differ. */
  readonly toleranceSeconds: number;
  readonly clock: Clock;
  readonly outgoing: Outgoing;
}

/** What an IdP says about itself, looked up when it is first needed and kept up to date from then on. */
export interface Discovery {
  /** Callers at the same time share one look-up. Throws `login.idp_unreachable`, `outgoing.address_refused` or `oidc.*`. */
  configuration(): Promise<client.Configuration>;
  /** The next caller looks up anew: the IdP signed with a key that the old one does not have. */
  forget(): void;
}

export function createDiscovery(options: DiscoveryOptions): Discovery {
  let known: { readonly configuration: client.Configuration; readonly at: number } | undefined;
  let lookUp: Promise<client.Configuration> | undefined;

  function lookUpOnce(): Promise<client.Configuration> {
    lookUp ??= discover(options)
      .then((configuration) => {
        known = { configuration, at: options.clock.now() };
        return configuration;
      })
      .finally(() => {
        lookUp = undefined;
      });
    return lookUp;
  }

  return {
    async configuration() {
      const age = known === undefined ? Infinity : options.clock.now() - known.at;
      if (known === undefined || age > usableMillis) return lookUpOnce();
      // A failed refresh is no failure of this login: the next one tries again.
      if (age > freshMillis) lookUpOnce().catch(() => undefined);
      return known.configuration;
    },
    forget() {
      known = undefined;
    },
  };
}

async function discover(options: DiscoveryOptions): Promise<client.Configuration> {
  const { protocol, outgoing } = options;
  const address = discoveryAddress(protocol);
  const execute = [client.enableNonRepudiationChecks];
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the library marks it so for being dangerous: loopback only
  if (isLoopbackHttp(address)) execute.push(client.allowInsecureRequests);
  const fetch = createIdpFetch(outgoing, options.idp);
  try {
    const found = await client.discovery(address, protocol.clientId, undefined, client.None(), {
      execute,
      [client.customFetch]: fetch,
    });
    checkMetadata(found, protocol);
    checkCalledEndpoints(found, outgoing);
    const configuration = configured(found.serverMetadata(), options);
    configuration[client.customFetch] = fetch;
    for (const extend of execute) extend(configuration);
    // every call ends in time by itself
    configuration.timeout = undefined;
    return configuration;
  } catch (error) {
    throw asSluisError(error);
  }
}

/** An IdP that does not say how it signs userinfo signs it, if at all, as it signs an id_token. */
function configured(
  metadata: client.ServerMetadata,
  { protocol, clientProof, toleranceSeconds }: DiscoveryOptions,
): client.Configuration {
  const algorithms = metadata.userinfo_signing_alg_values_supported ??
    metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  return new client.Configuration(
    { ...metadata, userinfo_signing_alg_values_supported: algorithms },
    protocol.clientId,
    { [client.clockTolerance]: toleranceSeconds },
    clientProof(metadata),
  );
}

/**
 * The library lets Entra ID's multi-tenant issuers through and takes the tenant from the token; a school's IdP
 * must be exactly the issuer that was configured. The browser is sent to what the IdP calls its login page, so
 * that must be a web page.
 */
function checkMetadata(configuration: client.Configuration, protocol: OidcProtocol): void {
  const metadata = configuration.serverMetadata();
  if (metadata.issuer !== protocol.issuer) {
    throw new SluisError('oidc.issuer_mismatch', 'the IdP calls itself by another issuer', {
      details: {
        registeredAddress: addressForLog(protocol.issuer),
        receivedAddress: addressForLog(metadata.issuer),
      },
    });
  }
  const needed = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri];
  const address = discoveryAddress(protocol);
  for (const endpoint of needed) {
    if (endpoint === undefined || !isSafe(endpoint, address)) {
      throw new SluisError('oidc.endpoint_insecure', 'the IdP names no endpoint, or one without https', {
        details: endpoint === undefined ? {} : { receivedAddress: addressForLog(endpoint) },
      });
    }
  }
  checkHosts([...needed, metadata.userinfo_endpoint], protocol);
}

/** The issuer's own document is at the issuer. What another place says of it counts on the hosts of the record alone. */
function checkHosts(endpoints: readonly (string | undefined)[], { discovery }: OidcProtocol): void {
  if (discovery === undefined) return;
  for (const endpoint of endpoints) {
    if (endpoint === undefined || discovery.endpointHosts.includes(URL.parse(endpoint)?.host ?? '')) continue;
    throw new SluisError(
      'oidc.endpoint_host_unknown',
      'the IdP names an endpoint on a host that is not in its record',
      { details: { receivedAddress: addressForLog(endpoint) } },
    );
  }
}

/** Of the document where the record has it, otherwise the issuer, below which the library looks for it. */
function discoveryAddress({ issuer, discovery }: OidcProtocol): URL {
  return new URL(discovery?.url ?? issuer);
}

/** What the IdP wrote into its document, and the broker will call. Here the names are judged, at each call what they lead to. */
function checkCalledEndpoints(configuration: client.Configuration, outgoing: Outgoing): void {
  const { token_endpoint, jwks_uri, userinfo_endpoint } = configuration.serverMetadata();
  for (const endpoint of [token_endpoint, jwks_uri, userinfo_endpoint]) {
    if (endpoint !== undefined && outgoing.refuses(endpoint)) {
      throw new SluisError('outgoing.address_refused', 'the IdP names an endpoint that is not to be called', {
        details: { receivedAddress: addressForLog(endpoint) },
      });
    }
  }
}

function isSafe(endpoint: string, saidAt: URL): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  return url.protocol === 'https:' || (isLoopbackHttp(url) && isLoopbackHttp(saidAt));
}

/** Plain http is for tests and demonstrations on one machine. */
function isLoopbackHttp(url: URL): boolean {
  const isLoopback =
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(url.hostname);
  return url.protocol === 'http:' && isLoopback;
}
