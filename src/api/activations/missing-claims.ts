import type { AttributeName } from '../../domain/ids.ts';
import type { WithheldReason } from '../../domain/release.ts';
import { requiredClaims, type Service } from '../../register/model/kinds/service.ts';
import { activationOf, type ActivationInput, type ActivationOutcome } from '../../release/activation.ts';
import type { LackingSchool } from '../../storage/stores/ledger-store.ts';

export type TurnOfClaim = 'board' | 'school' | 'identity_provider' | 'operator';

/** At how many schools that have activated a service a claim comes about nobody, for whoever can change that. */
export interface MissingClaim {
  readonly claim: AttributeName;
  readonly whoseTurn: TurnOfClaim;
  readonly schools: number;
}

/**
 * Why a claim that agreement and school let leave did not: nothing came, or nothing that could be used. An objection is among
 * them, so that no number ever depends on whether there is one.
 */
export const lackingReasons: readonly WithheldReason[] = [
  'not_supplied',
  'outside_email_domains',
  'value_not_readable',
  'objection',
];

const turns: readonly TurnOfClaim[] = ['board', 'school', 'identity_provider', 'operator'];

/** Each required claim with each turn, so that a number that becomes 0 is told as well. */
export function missingClaims(
  service: Service,
  schools: readonly ActivationInput[],
  lacking: readonly LackingSchool[],
): readonly MissingClaim[] {
  const lackingNames = new Set(lacking.map(({ school, board, claim }) => `${school} ${board} ${claim}`));
  const activated = schools.map((input) => ({ input, outcome: activationOf(input) }));
  return requiredClaims(service).flatMap((claim) => {
    const found = activated.map(({ input: { school }, outcome }) =>
      turnOf(claim, outcome, () => lackingNames.has(`${school.id} ${school.board} ${claim}`)),
    );
    return turns.map((whoseTurn) => ({
      claim,
      whoseTurn,
      schools: found.filter((turn) => turn === whoseTurn).length,
    }));
  });
}

/** Whose turn it is at one school; `undefined`: nobody’s. */
function turnOf(
  claim: AttributeName,
  outcome: ActivationOutcome,
  isLacking: () => boolean,
): TurnOfClaim | undefined {
  if (outcome.outcome === 'closed') return undefined;
  if (outcome.open.some(({ claims }) => claims.includes(claim))) {
    return isLacking() ? 'identity_provider' : undefined;
  }
  const closed = outcome.open.flatMap(({ withheld }) =>
    withheld.flatMap(({ name, reason }) => (name === claim ? [turnFor(reason)] : [])),
  );
  // where several stand before it, the one behind whom there are the fewest others
  return (['school', 'board', 'operator'] as const).find((turn) => closed.includes(turn));
}

function turnFor(reason: WithheldReason): TurnOfClaim {
  switch (reason) {
    case 'not_in_agreement':
    case 'affiliation_not_in_agreement':
      return 'board';
    case 'not_enabled_by_school':
    case 'value_not_readable':
      return 'school';
    case 'forbidden_by_federation':
    case 'not_supplied':
      return 'operator';
    case 'not_requested':
    case 'objection':
    case 'outside_email_domains':
      throw new TypeError(`${reason} depends on who comes`);
  }
}
