import type { Finding } from '../domain/fault.ts';
import type { Service } from '../register/model/kinds/service.ts';
import { newAmong } from './comparison.ts';
import type { ChangeOf } from './condition.ts';
import { forOperator } from './refusals.ts';

type ServiceChange = ChangeOf<'service'>;

/** Asked of services that are added and ended as well: removing a service and making it anew would lift a block. */
export function sameBlock({ old, next }: ServiceChange): Finding | undefined {
  if ((old?.blocked === true) === (next?.blocked === true)) return undefined;
  return forOperator('only the operator may block a service or lift a block', ['blocked']);
}

export function sameSector({ old, next }: ServiceChange): Finding | undefined {
  if (old === undefined || next === undefined || old.sector === next.sector) return undefined;
  return forOperator('in another sector everybody would get another pseudonym', ['sector']);
}

/** References to secrets, and plain http: as for a board's IdPs. What is less than before is the supplier's. */
export function noNewSecretReferences({ old, next }: ServiceChange): Finding | undefined {
  if (newAmong(secretsOf(old), secretsOf(next)).length === 0) return undefined;
  const path = ['client', 'authentication', 'secrets'];
  return forOperator('only the operator may refer to secrets; private_key_jwt needs none', path);
}

export function keysOverHttps({ old, next }: ServiceChange): Finding | undefined {
  const address = keyAddressOf(next);
  if (address === undefined || address === keyAddressOf(old) || address.startsWith('https:')) {
    return undefined;
  }
  const path = ['client', 'authentication', 'jwksUri'];
  return forOperator('the broker asks this address, so it has to be https', path);
}

export function noWiderAssertionAudience({ old, next }: ServiceChange): Finding | undefined {
  if (!namesEndpoints(next) || namesEndpoints(old)) return undefined;
  const path = ['client', 'authentication', 'assertionAudience'];
  return forOperator('only the operator lets client assertions name more than the issuer', path);
}

export function noNewExemptionFromPkce({ old, next }: ServiceChange): Finding | undefined {
  if (next?.client.requirePkce !== false || old?.client.requirePkce === false) return undefined;
  return forOperator('only the operator may exempt a service from PKCE', ['client', 'requirePkce']);
}

export function noNewSignInTime({ old, next }: ServiceChange): Finding | undefined {
  if (next?.client.signInTime !== true || old?.client.signInTime === true) return undefined;
  const problem = 'only the operator may let a service know when people signed in: it makes them linkable';
  return forOperator(problem, ['client', 'signInTime']);
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
