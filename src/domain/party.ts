import type { BoardId, SupplierId } from './ids.ts';

/** For whom somebody acts: the federation's operator, or one board or supplier whose records alone they may change. */
export type Party = { readonly kind: 'operator' } | BoundParty;

export type BoundParty =
  { readonly kind: 'board'; readonly id: BoardId } | { readonly kind: 'supplier'; readonly id: SupplierId };

export function isSameParty(one: Party, other: Party): boolean {
  if (one.kind === 'operator' || other.kind === 'operator') return one.kind === other.kind;
  return one.kind === other.kind && one.id === other.id;
}
