import type { ApiScope } from '../register/model/api-scopes.ts';
import type { ApiClient } from '../register/model/kinds/api-client.ts';
import type { ApiClientId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { ActsFor } from '../rights/party.ts';

/** The API client that calls, with what its token and the register allow it at this moment. */
export interface AuthenticatedClient extends ActsFor {
  readonly id: ApiClientId;
  readonly scopes: ReadonlySet<ApiScope>;
}

export function authenticatedClient(client: ApiClient, scopes: ReadonlySet<ApiScope>): AuthenticatedClient {
  return { id: client.id, scopes, party: partyOf(client) };
}

function partyOf({ board, supplier }: ApiClient): Party {
  if (board !== undefined) return { kind: 'board', id: board };
  return supplier === undefined ? { kind: 'operator' } : { kind: 'supplier', id: supplier };
}

/** Who is named as the author of a change: no person and no command has such a name. */
export function authorOf(client: AuthenticatedClient): string {
  return `api:${client.id}`;
}

/** The API client behind such an author; `undefined`: it was none. */
export function apiClientOf(author: string): string | undefined {
  return author.startsWith('api:') ? author.slice('api:'.length) : undefined;
}
