import type { BoardId, PersonHandle } from '../../src/domain/ids.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';

/** Makes the entries of one handle be about nobody, at one board. */
export function eraseHandle(store: PersonStore, handle: PersonHandle, board: BoardId): Promise<boolean> {
  return store.erase([handle], board, { type: 'person.erased', at: 1, board, person: handle });
}
