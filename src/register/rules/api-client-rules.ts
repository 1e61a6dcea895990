import type { ApiClient, ApiScope } from '../model/register.ts';
import { missing } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** Tasks that are not those of a supplier, and not those of a board. */
const notForSuppliers: readonly ApiScope[] = [
  'policies:write',
  'schools:write',
  'idps:write',
  'objections:write',
];
const notForBoards: readonly ApiScope[] = ['suppliers:write', 'services:write'];
/** Whom a school knows is for its board alone. */
const onlyForBoards: readonly ApiScope[] = ['people:find'];
/** What one supplier alone may read: not another one, no school, and no operator. */
const forSuppliersOnly: readonly ApiScope[] = ['successions:read'];

/** A program works for a board or supplier that exists, on what is theirs, under a client_id of its own. */
export function* apiClientRules({ focus, index: register }: Picture): Generator<Incoherence> {
  for (const [index, client] of focus.apiClients.entries()) {
    const { id, board, supplier } = client;
    if (board !== undefined && register.boards.isMissing(board)) {
      yield missing('api-client', index, ['board'], 'board', board);
    }
    if (supplier !== undefined && register.suppliers.isMissing(supplier)) {
      yield missing('api-client', index, ['supplier'], 'supplier', supplier);
    }
    if (register.services.get(id) !== undefined) {
      const problem = `${id} is the client_id of service ${id} already`;
      yield { kind: 'api-client', index, path: ['id'], problem, remedy: 'give the program an id of its own' };
    }
    yield* scopesThatFit(client, index);
  }
}

function* scopesThatFit({ scopes, board, supplier }: ApiClient, index: number): Generator<Incoherence> {
  const forbidden = [
    ...(supplier === undefined ? [] : notForSuppliers),
    ...(board === undefined ? onlyForBoards : notForBoards),
  ];
  const party = partyOf(board, supplier);
  for (const [position, scope] of scopes.entries()) {
    const isSuppliers = supplier === undefined && forSuppliersOnly.includes(scope);
    if (!isSuppliers && !forbidden.includes(scope)) continue;
    yield {
      kind: 'api-client',
      index,
      path: ['scopes', position],
      problem: isSuppliers
        ? `scope ${scope} is for a program of a supplier only: what it reads is that supplier's own`
        : `scope ${scope} is not for a program of ${party}: what it is about is not theirs`,
      remedy: 'leave the scope out',
    };
  }
}

function partyOf(board: string | undefined, supplier: string | undefined): string {
  if (board !== undefined) return `board ${board}`;
  return supplier === undefined ? 'the operator' : `supplier ${supplier}`;
}
