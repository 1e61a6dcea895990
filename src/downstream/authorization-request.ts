import { errors, Provider, type Client } from 'oidc-provider';
import type { SupplierClients } from './clients.ts';
import { forgetResource } from './resource.ts';

type Params = Record<string, unknown>;

/**
 * Reads what a supplier's authorization request says, pushed or not, before oidc-provider checks it: what is missing or unknown
 * is called by its name, and what does not concern us is left out.
 *
 * The library asks its client whether a response mode is allowed when it has found the request together and before it checks
 * anything that it says. It has no other place for this: `extraParams` come after all of its own checks, and by then it has
 * refused a request without `openid` for its `nonce`.
 */
export function readRequestsFirst(provider: Provider, { service }: Pick<SupplierClients, 'service'>): void {
  const { prototype } = provider.Client;
  const { responseModeAllowed } = prototype;
  prototype.responseModeAllowed = function afterReading(mode, responseType, profile) {
    const params = Provider.ctx?.oidc.params;
    const isAllowed = responseModeAllowed.call(this, mode, responseType, profile);
    if (params === undefined || service(this.clientId) === undefined) return isAllowed;
    requireCode(params);
    if (!isAllowed) throw new errors.UnsupportedResponseMode();
    readScope(params, this);
    forgetResource(params);
    return true;
  };
}

function requireCode({ response_type: type }: Params): void {
  if (typeof type !== 'string') {
    throw new errors.InvalidRequest("missing required parameter 'response_type'");
  }
  if (type.split(' ').some((part) => part !== 'code')) {
    throw new errors.UnsupportedResponseType('response_type has to be code');
  }
}

/** Leaves the scopes that the service is registered for; the others ask for nothing (OpenID Connect Core 3.1.2.1). */
function readScope(params: Params, client: Client): void {
  const sent = typeof params['scope'] === 'string' ? params['scope'].split(' ') : [];
  const registered = new Set(client.scope?.split(' '));
  const isList = (scope: string) =>
    scope.includes(',') && scope.split(',').some((one) => registered.has(one));
  if (sent.some(isList)) throw invalidScope('scopes are separated by spaces, not by commas');
  if (!sent.includes('openid')) throw invalidScope('the scope openid is required');
  // what is no scope at all (RFC 6749 section 3.3) stays: for that the library refuses the request
  params['scope'] = sent.filter((scope) => registered.has(scope) || !isScope.test(scope)).join(' ');
}

const isScope = /^[!#-[\]-~]+$/;

/** The library's own class names a scope to the supplier, which here would be one that was not asked for. */
function invalidScope(description: string): errors.OIDCProviderError {
  return new errors.CustomOIDCProviderError('invalid_scope', description);
}
