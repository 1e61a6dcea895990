import type { BoardId, PersonHandle } from '../../domain/ids.ts';
import type { Objection } from '../../register/model/kinds/objection.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { TypedIdentifier } from '../../register/model/typed-identifier.ts';

/** Who asks about a person, and why. */
interface Asking {
  readonly author: string;
  readonly reason: string;
}

/** What the portal needs to find people, and to erase who they are. Wired to `people/`. */
export interface PersonSearch {
  /** Written in the audit trail before it answers. */
  find(
    typed: TypedIdentifier,
    school: School,
    asking: Asking,
  ): Promise<{ readonly handles: readonly PersonHandle[] } | 'unknown' | { readonly problem: string }>;
  objectionsOf(handle: PersonHandle, board: BoardId): Promise<readonly Objection[]>;
  /** `undefined`: the handle names nobody there, or nobody any more. */
  countEntries(handle: PersonHandle, board: BoardId): Promise<number | undefined>;
  erase(handle: PersonHandle, board: BoardId, asking: Asking): Promise<boolean>;
}
