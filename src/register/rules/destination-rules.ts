import { refusalOf, type Destination, type DestinationRefusal } from '../../domain/destinations.ts';
import type { Federation, FileKind } from '../model/federation-records.ts';
import type { ClientAuthentication } from '../model/register.ts';
import type { Incoherence } from './picture.ts';

/** An address in a record that the broker itself calls; those that browsers go to are not among them. */
interface CalledAddress {
  readonly kind: FileKind;
  readonly index: number;
  readonly path: readonly string[];
  readonly address: string;
}

/**
 * Addresses that the broker would not connect to. Asked of records that somebody writes: what they say is all that is
 * known then, and what a name leads to is judged at each call.
 */
export function* destinationRules(
  written: Federation,
  destinations: readonly Destination[],
): Generator<Incoherence> {
  for (const { kind, index, path, address } of calledAddresses(written)) {
    const url = URL.parse(address);
    const refusal = url === null ? 'protocol' : refusalOf(url, destinations);
    if (refusal !== undefined) yield { kind, index, path, ...explanations[refusal] };
  }
}

function* calledAddresses({ idps, services, apiClients }: Federation): Generator<CalledAddress> {
  for (const [index, { protocol }] of idps.entries()) {
    if (protocol.kind !== 'oidc') continue;
    yield { kind: 'idp', index, path: ['protocol', 'issuer'], address: protocol.issuer };
  }
  for (const [index, { client }] of services.entries()) {
    yield* keyAddress('service', index, ['client', 'authentication'], client.authentication);
  }
  for (const [index, { authentication }] of apiClients.entries()) {
    yield* keyAddress('api-client', index, ['authentication'], authentication);
  }
}

function* keyAddress(
  kind: FileKind,
  index: number,
  path: readonly string[],
  authentication: ClientAuthentication,
): Generator<CalledAddress> {
  if (!('jwksUri' in authentication)) return;
  yield { kind, index, path: [...path, 'jwksUri'], address: authentication.jwksUri };
}

const remedy = 'give an https address of the public internet on port 443, or ask the operator';

const explanations: Readonly<Record<DestinationRefusal, Pick<Incoherence, 'problem' | 'remedy'>>> = {
  protocol: { problem: 'the broker calls this address, so it has to be https', remedy },
  credentials: { problem: 'the broker calls this address, so no user name belongs in it', remedy },
  port: { problem: 'the broker calls this address, and goes to port 443 only', remedy },
  address: { problem: 'the broker calls this address, and it is not one of the public internet', remedy },
};
