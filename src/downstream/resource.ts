/**
 * A service has no resources: tokens are for userinfo alone, and only API clients name one. Libraries that
 * send `resource` (RFC 8707) with every request get what they would get without it; oidc-provider would answer `invalid_target`.
 */
export function forgetResource(params: Record<string, unknown> | undefined): void {
  if (params !== undefined) params['resource'] = undefined;
}
