import type { IdpId } from '../../domain/ids.ts';
import type { EducationSector } from './register.ts';

/**
 * An identifier of a person as somebody types it who asks for that person: an ECK iD, of the school's education sector
 * unless another is named; or what the school's login sends, by incoming names. `idp` may be left out where the school
 * has one login.
 */
export type TypedIdentifier =
  | { readonly eckId: string; readonly sector?: EducationSector }
  | { readonly idp?: IdpId; readonly values: ReadonlyMap<string, string> };
