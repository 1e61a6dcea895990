/** What an API client may do with the management API, as OAuth scopes: one per task. */
export const apiScopes = [
  'register:read',
  'schools:write',
  'idps:write',
  'suppliers:write',
  'services:write',
  'agreements:write',
  'policies:write',
  'objections:write',
  'disclosures:read',
  'people:find',
  'successions:read',
  'activations:read',
  'announcements:write',
  'audit:read',
  'documents:read',
] as const;
export type ApiScope = (typeof apiScopes)[number];
