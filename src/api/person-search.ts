import type { Objection } from '../register/model/kinds/objection.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { BoardId, PersonHandle } from '../domain/ids.ts';
import type { TypedIdentifier } from '../register/model/typed-identifier.ts';

/** Who asks about a person, and why. */
interface Asking {
  readonly author: string;
  readonly reason: string;
}

/** What the API needs to find and erase people. Wired to `people/`. */
export interface PersonSearch {
  find(
    typed: TypedIdentifier,
    school: School,
    asking: Asking,
  ): Promise<
    | { readonly handles: readonly PersonHandle[]; readonly objections: readonly Objection[] }
    | 'unknown'
    | { readonly path: readonly string[]; readonly problem: string; readonly remedy: string }
  >;
  countEntries(handle: PersonHandle, board: BoardId): Promise<number | undefined>;
  erase(handle: PersonHandle, board: BoardId, asking: Asking): Promise<boolean>;
}
