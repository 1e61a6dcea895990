import { type Agreement, agreementRecord } from '../register/model/kinds/agreement.ts';
import { type Service, serviceRecord } from '../register/model/kinds/service.ts';
import type { Finding } from '../domain/fault.ts';
import type { Step } from '../register/changes/step.ts';
import { newAmong } from './comparison.ts';
import { forOperator } from './not-allowed.ts';

/** What the API client of a supplier may change: itself, its services, and agreements that no board has agreed to yet. */
export function supplierMayChange(supplier: string, change: Step): Finding | undefined {
  switch (change.kind) {
    case 'supplier':
      return change.id === supplier && change.before !== undefined && change.after !== undefined
        ? undefined
        : forOperator('suppliers are added and removed by the operator alone');
    case 'service':
      return serviceRights(supplier, change);
    case 'agreement':
      return agreementRights(supplier, change);
    case 'board':
    case 'school':
    case 'idp':
    case 'sector':
    case 'policy':
    case 'access':
    case 'api-client':
    case 'objection':
      return forOperator('a supplier cannot change this');
  }
}

function serviceRights(supplier: string, { before, after }: Step): Finding | undefined {
  const services = [before, after].map((body) => serviceRecord.safeParse(body).data);
  const [old, next] = services;
  const isForeign = [before, after].some(
    (body, index) => body !== undefined && services[index]?.supplier !== supplier,
  );
  if (isForeign) return forOperator('it is a service of another supplier', ['supplier']);
  // removing a service and making it anew would lift a block
  if (isBlocked(old) !== isBlocked(next)) {
    return forOperator('only the operator may block a service or lift a block', ['blocked']);
  }
  if (next === undefined) return undefined;
  if (old !== undefined && old.sector !== next.sector) {
    return forOperator('in another sector everybody would get another pseudonym', ['sector']);
  }
  return clientRights(old, next);
}

function isBlocked(service: Service | undefined): boolean {
  return service?.blocked === true;
}

/** References to secrets and plain http: as for a board's IdPs. What is less than before is the supplier's. */
function clientRights(old: Service | undefined, next: Service): Finding | undefined {
  if (newAmong(secretsOf(old), secretsOf(next)).length > 0) {
    return forOperator('only the operator may refer to secrets; private_key_jwt needs none', [
      'client',
      'authentication',
      'secrets',
    ]);
  }
  return keyRights(old, next) ?? protocolRights(old, next);
}

function keyRights(old: Service | undefined, next: Service): Finding | undefined {
  const address = keyAddressOf(next);
  if (address !== undefined && address !== keyAddressOf(old) && !address.startsWith('https:')) {
    const path = ['client', 'authentication', 'jwksUri'];
    return forOperator('the broker asks this address, so it has to be https', path);
  }
  if (namesEndpoints(next) && !namesEndpoints(old)) {
    const path = ['client', 'authentication', 'assertionAudience'];
    return forOperator('only the operator lets client assertions name more than the issuer', path);
  }
  return undefined;
}

function protocolRights(old: Service | undefined, next: Service): Finding | undefined {
  if (!next.client.requirePkce && old?.client.requirePkce !== false) {
    return forOperator('only the operator may exempt a service from PKCE', ['client', 'requirePkce']);
  }
  if (next.client.signInTime && old?.client.signInTime !== true) {
    const path = ['client', 'signInTime'];
    return forOperator(
      'only the operator may let a service know when people signed in: it makes them linkable',
      path,
    );
  }
  return undefined;
}

function secretsOf(service: Service | undefined): readonly unknown[] {
  const authentication = service?.client.authentication;
  return authentication !== undefined && 'secrets' in authentication ? authentication.secrets : [];
}

function keyAddressOf(service: Service | undefined): string | undefined {
  const authentication = service?.client.authentication;
  return authentication !== undefined && 'jwksUri' in authentication ? authentication.jwksUri : undefined;
}

function namesEndpoints(service: Service | undefined): boolean {
  const authentication = service?.client.authentication;
  return (
    authentication?.method === 'private_key_jwt' && authentication.assertionAudience === 'issuer_or_endpoint'
  );
}

/** Until a board has agreed, what is offered is the supplier's; from then on it is a contract. */
function agreementRights(supplier: string, { before, after }: Step): Finding | undefined {
  for (const body of [before, after]) {
    if (body === undefined) continue;
    const agreement = agreementRecord.safeParse(body).data;
    if (agreement?.supplier !== supplier) {
      return forOperator('it is an agreement of another supplier', ['supplier']);
    }
    if (!isStillOffer(agreement)) {
      const problem = `a supplier cannot change an agreement that is ${agreement.status}`;
      return {
        path: ['status'],
        problem,
        remedy: 'make it a draft or an offer; to agree, suspend and end is for the board',
      };
    }
  }
  return undefined;
}

function isStillOffer({ status }: Agreement): boolean {
  return status === 'draft' || status === 'offered';
}
