import type { AccessRule } from '../register/model/kinds/access.ts';
import type { Agreement } from '../register/model/kinds/agreement.ts';
import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { Objection } from '../register/model/kinds/objection.ts';
import type { ReleasePolicy } from '../register/model/kinds/policy.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { SnapshotBoard } from '../register/model/snapshot-board.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { AttributeCatalogue, AttributeValues } from '../domain/attributes.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { Affiliation } from '../domain/person.ts';
import type { RefusalReason } from '../domain/release.ts';
import { accessRefusal } from './access.ts';
import { closedGate } from './closed-gate.ts';
import { agreementRefusal, notReplaced } from './taking-part.ts';

/** What of a decision depends on the register and the day alone, and not on who comes. */
export interface RegisteredInput {
  readonly today: CalendarDay;
  readonly affiliation: Affiliation;
  /** For which the person signed in. */
  readonly school: School;
  /** Whose school it is. */
  readonly board: SnapshotBoard;
  readonly service: Service;
  /** All agreements between the school's board and the service's supplier, whatever their status. */
  readonly agreements: readonly Versioned<Agreement>[];
  /** The school's policy for this service; absent means not switched on. */
  readonly policy: Versioned<ReleasePolicy> | undefined;
  readonly catalogue: AttributeCatalogue;
}

/** Everything that a decision depends on. Nothing else does: no clock, no store, no setting. */
export interface DecisionInput extends RegisteredInput {
  /** Through which the person signed in. */
  readonly idp: IdentityProvider;
  /** The school's access rule for this service; absent means everybody whom the rest allows. */
  readonly access: Versioned<AccessRule> | undefined;
  /** Those of this person at this school. */
  readonly objections: readonly Objection[];
  readonly requestedScopes: ReadonlySet<string>;
  readonly attributes: AttributeValues;
}

type Covering = Pick<RegisteredInput, 'today' | 'affiliation' | 'service' | 'agreements'>;

/** The agreements that cover this sign-in today. */
export function agreementsInForce(input: Covering): readonly Versioned<Agreement>[] {
  return notReplaced(input.agreements, input.today).filter(({ record }) => covers(record, input));
}

/** Why there is no sign-in at all, if there is none: the first gate that is closed. */
export function refusalReason(
  input: DecisionInput,
  inForce: readonly Versioned<Agreement>[],
): RefusalReason | undefined {
  const registered = registeredRefusal(input, inForce);
  if (registered !== undefined) return registered;
  if (input.objections.some((objection) => concerns(objection, input) && objection.claim === undefined)) {
    return 'objection';
  }
  return accessRefusal(input.access?.record, input);
}

/** The same as far as it does not depend on who comes. Without an IdP, any of the school's may be the one. */
export function registeredRefusal(
  input: RegisteredInput & { readonly idp?: IdentityProvider | undefined },
  inForce: readonly Versioned<Agreement>[],
): RefusalReason | undefined {
  const { today, affiliation, school, board, idp, service } = input;
  const closed = closedGate({ school, board, idp, service }, today);
  if (closed !== undefined) return closed.reason;
  if (!service.audience.includes(affiliation)) return 'affiliation_not_in_audience';
  if (inForce.length === 0) return agreementRefusal(input) ?? 'affiliation_not_covered';
  return input.policy?.record.enabled === true ? undefined : 'service_not_enabled';
}

export function concerns(objection: Objection, { service }: DecisionInput): boolean {
  return objection.service === undefined || objection.service === service.id;
}

function covers(agreement: Agreement, { today, service, affiliation }: Covering): boolean {
  return (
    agreement.status === 'active' &&
    agreement.validFrom <= today &&
    today <= agreement.validUntil &&
    agreement.services.some(
      (covered) => covered.service === service.id && covered.affiliations.includes(affiliation),
    )
  );
}
