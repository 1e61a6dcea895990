import type { ApiScope } from '../register/model/api-scopes.ts';
import type { ApiClient } from '../register/model/kinds/api-client.ts';
import type { ApiClientId, BoardId, SupplierId } from '../domain/ids.ts';

/** For whom a program calls: the federation's operator, or one board or supplier whose records alone it may change. */
export type Party =
  | { readonly kind: 'operator' }
  | { readonly kind: 'board'; readonly id: BoardId }
  | { readonly kind: 'supplier'; readonly id: SupplierId };

/** The program that calls, with what its token and the register allow it at this moment. */
export interface Caller {
  readonly id: ApiClientId;
  readonly scopes: ReadonlySet<ApiScope>;
  readonly party: Party;
}

export function callerOf(client: ApiClient, scopes: ReadonlySet<ApiScope>): Caller {
  return { id: client.id, scopes, party: partyOf(client) };
}

function partyOf({ board, supplier }: ApiClient): Party {
  if (board !== undefined) return { kind: 'board', id: board };
  return supplier === undefined ? { kind: 'operator' } : { kind: 'supplier', id: supplier };
}

/** Who is named as the author of a change: no person and no command has such a name. */
export function authorOf(caller: Caller): string {
  return `api:${caller.id}`;
}

/** The program behind such an author; `undefined`: it was none. */
export function programOf(author: string): string | undefined {
  return author.startsWith('api:') ? author.slice('api:'.length) : undefined;
}
