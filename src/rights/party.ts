import type { BoardId, SupplierId } from '../domain/ids.ts';

/** For whom somebody acts: the federation's operator, or one board or supplier whose records alone they may change. */
export type Party = { readonly kind: 'operator' } | BoundParty;

export type BoundParty =
  { readonly kind: 'board'; readonly id: BoardId } | { readonly kind: 'supplier'; readonly id: SupplierId };

/** Whoever acts for a party, as an API client does. */
export interface ActsFor {
  readonly party: Party;
}
