import type { Fault } from '../../domain/fault.ts';
import type { ApiScope } from '../model/api-scopes.ts';
import type { ApiClient } from '../model/kinds/api-client.ts';
import type { RuleInput } from './rule-input.ts';

/** Tasks that are not those of a supplier, and not those of a board. */
const notForSuppliers: readonly ApiScope[] = [
  'policies:write',
  'schools:write',
  'idps:write',
  'objections:write',
  'audit:read',
];
const notForBoards: readonly ApiScope[] = [
  'suppliers:write',
  'services:write',
  'activations:read',
  'announcements:write',
  'audit:read',
];
/** Whom a school knows is for its board alone. */
const onlyForBoards: readonly ApiScope[] = ['people:find'];
/** What one supplier alone may read: not another one, no school, and no operator. */
const forSuppliersOnly: readonly ApiScope[] = ['successions:read'];

/** An API client works on what is its party's, under a client_id of its own. */
export function* apiClientRules({ focus, register }: RuleInput): Generator<Fault> {
  for (const client of focus['api-client']) {
    const { id } = client;
    if (register.get('service', id) !== undefined) {
      const problem = `${id} is the client_id of service ${id} already`;
      yield { kind: 'api-client', id, path: ['id'], problem, remedy: 'give the API client an id of its own' };
    }
    yield* scopesThatFit(client);
  }
}

function* scopesThatFit({ id, scopes, board, supplier }: ApiClient): Generator<Fault> {
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
      id,
      path: ['scopes', position],
      problem: isSuppliers
        ? `scope ${scope} is for an API client of a supplier only: what it reads is that supplier's own`
        : `scope ${scope} is not for an API client of ${party}: what it is about is not theirs`,
      remedy: 'leave the scope out',
    };
  }
}

function partyOf(board: string | undefined, supplier: string | undefined): string {
  if (board !== undefined) return `board ${board}`;
  return supplier === undefined ? 'the operator' : `supplier ${supplier}`;
}
