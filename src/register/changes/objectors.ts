import type { School } from '../model/kinds/school.ts';
import type { ObjectionHash, PersonHandle } from '../../domain/ids.ts';
import type { TypedIdentifier } from '../model/typed-identifier.ts';
import type { Finding } from '../../domain/fault.ts';

/** Why nobody can be told from what was written, and where in it. */
export type NoObjector = Finding;

/** Whose an objection is, as the register keeps it: not by name, and not by handle, which can be erased. */
export interface Objectors {
  /**
   * Keyed hashes of all identifiers of a person, at the board of the school: of whom a ledger handle names there, or of
   * who has this identifier. Somebody who never signed in is known by that identifier alone.
   */
  hashesOf(
    person: PersonHandle | TypedIdentifier,
    school: School,
  ): Promise<{ readonly hashes: readonly ObjectionHash[] } | NoObjector>;
}
