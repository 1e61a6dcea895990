import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { SluisError } from '../../domain/errors.ts';
import type { Affiliation } from '../../domain/person.ts';
import { withoutCase } from '../../domain/without-case.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import { isToldElsewhere } from './told-elsewhere.ts';

/**
 * What the person is at school, from the IdP's own map, whatever the capitals. Values that the map does not know, and those
 * that cannot be read, say nothing and are no fault.
 * Several different ones are refused: which data may leave depends on it, and any choice of ours would be a guess.
 *
 * Throws `identity.affiliation_elsewhere`, `identity.affiliation_unknown` and `identity.affiliation_ambiguous`.
 */
export function assertedAffiliation(incoming: KeptAttributes, idp: IdentityProvider): Affiliation {
  const { attribute } = idp.affiliation;
  const details = { attribute };
  if (isToldElsewhere(attribute, incoming)) {
    throw new SluisError('identity.affiliation_elsewhere', 'the IdP left the affiliation out of its answer', {
      details,
    });
  }
  const values = incoming.values.get(attribute) ?? [];
  const said = new Set(values.map(withoutCase));
  const [affiliation, ...others] = new Set(
    [...idp.affiliation.values].filter(([value]) => said.has(withoutCase(value))).map(([, means]) => means),
  );
  if (affiliation === undefined) {
    throw new SluisError('identity.affiliation_unknown', 'no value says a known affiliation', { details });
  }
  if (others.length > 0) {
    throw new SluisError('identity.affiliation_ambiguous', 'several affiliations at once', { details });
  }
  return affiliation;
}
