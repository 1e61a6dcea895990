import { refusalOf, type Destination, type DestinationRefusal } from '../../domain/destinations.ts';
import type { Fault, Finding } from '../../domain/fault.ts';
import type { ClientAuthentication } from '../model/client-authentication.ts';
import type { Records } from '../model/records.ts';
import type { Place } from './shared-faults.ts';

/** An address in a record that the broker itself calls; those that browsers go to are not among them. */
type CalledAddress = Place & { readonly address: string };

/**
 * Addresses that the broker would not connect to. Asked of records that somebody writes: what they say is all that is
 * known then, and what a name leads to is judged at each call.
 */
export function* destinationRules(written: Records, destinations: readonly Destination[]): Generator<Fault> {
  for (const { address, ...at } of calledAddresses(written)) {
    const url = URL.parse(address);
    const refusal = url === null ? 'protocol' : refusalOf(url, destinations);
    if (refusal !== undefined) yield { ...at, ...explanations[refusal] };
  }
}

function* calledAddresses(written: Records): Generator<CalledAddress> {
  for (const { id, protocol } of written.idp) {
    if (protocol.kind !== 'oidc') continue;
    const { issuer, discovery } = protocol;
    // the issuer is only a name where its document is elsewhere
    yield discovery === undefined
      ? { kind: 'idp', id, path: ['protocol', 'issuer'], address: issuer }
      : { kind: 'idp', id, path: ['protocol', 'discovery', 'url'], address: discovery.url };
  }
  for (const { id, client } of written.service) {
    yield* keyAddress({ kind: 'service', id, path: ['client', 'authentication'] }, client.authentication);
  }
  for (const { id, authentication } of written['api-client']) {
    yield* keyAddress({ kind: 'api-client', id, path: ['authentication'] }, authentication);
  }
}

function* keyAddress(at: Place, authentication: ClientAuthentication): Generator<CalledAddress> {
  if (!('jwksUri' in authentication)) return;
  yield { ...at, path: [...at.path, 'jwksUri'], address: authentication.jwksUri };
}

const remedy = 'give an https address on the public internet, port 443, or ask the operator';

const explanations: Readonly<Record<DestinationRefusal, Omit<Finding, 'path'>>> = {
  protocol: { problem: 'the broker calls this address, so it has to be https', remedy },
  credentials: { problem: 'the broker calls this address, so no user name belongs in it', remedy },
  port: { problem: 'the broker calls this address, and connects to port 443 only', remedy },
  address: { problem: 'the broker calls this address, and it is not on the public internet', remedy },
};
