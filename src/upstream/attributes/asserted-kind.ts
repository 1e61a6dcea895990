import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { SluisError } from '../../domain/errors.ts';
import type { PersonKind } from '../../domain/person.ts';
import type { IncomingValues } from './forbidden-names.ts';

/**
 * Kind of person, from the IdP's own map. Values that the map does not know are no kind and no fault. Several
 * different kinds are refused: which data may leave depends on the kind, and any choice of ours would be a guess.
 *
 * Throws `identity.kind_unknown` and `identity.kind_ambiguous`.
 */
export function assertedKind(incoming: IncomingValues, idp: IdentityProvider): PersonKind {
  const values = incoming.get(idp.personKind.attribute) ?? [];
  const kinds = new Set(
    values.map((value) => idp.personKind.values.get(value)).filter((kind) => kind !== undefined),
  );
  const [kind, ...others] = kinds;
  if (kind === undefined) {
    throw new SluisError('identity.kind_unknown', 'no value says a known kind of person');
  }
  if (others.length > 0) {
    throw new SluisError('identity.kind_ambiguous', 'several kinds of person at once');
  }
  return kind;
}
