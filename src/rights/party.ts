import type { BoardId, SupplierId } from '../domain/ids.ts';

/** For whom somebody acts: the federation's operator, or one board or supplier whose records alone they may change. */
export type Party =
  | { readonly kind: 'operator' }
  | { readonly kind: 'board'; readonly id: BoardId }
  | { readonly kind: 'supplier'; readonly id: SupplierId };

/** Who acts for a party. */
export interface ActsFor {
  readonly party: Party;
}
