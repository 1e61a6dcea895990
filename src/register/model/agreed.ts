import type { Agreement, AnnexRow } from './kinds/agreement.ts';
import type { Service } from './kinds/service.ts';
import type { AttributeName } from '../../domain/ids.ts';

/**
 * What an agreement lets a service have of one claim: the rows of its annex for a service that it covers, for a purpose for
 * which that service is registered to ask for the claim. A row that rests on consent lets it have nothing: nobody asks parents
 * for theirs yet. Each row says about whom and how. Status and days are another
 * question, and so is what the school switched on.
 *
 * This is the only answer to that question: the decision, the width of policies and what is kept of a sign-in ask it.
 */
export function agreedRows(
  agreement: Pick<Agreement, 'services' | 'annex'>,
  service: Pick<Service, 'id' | 'claims'>,
  claim: AttributeName,
): readonly AnnexRow[] {
  if (!agreement.services.some((covered) => covered.service === service.id)) return [];
  const purposes = registeredPurposes(service, claim);
  return agreement.annex.filter(
    (row) =>
      row.service === service.id &&
      row.claim === claim &&
      row.ground !== 'consent' &&
      row.purposes.some((purpose) => purposes.includes(purpose)),
  );
}

/** For which purposes a service may ever ask for a claim; none: it is not registered for it. */
export function registeredPurposes(
  service: Pick<Service, 'claims'>,
  claim: AttributeName,
): readonly string[] {
  return service.claims.flatMap(({ name, purpose }) => (name === claim ? [purpose] : []));
}
