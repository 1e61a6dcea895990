import type { CalendarDay } from '../domain/clock.ts';
import type { ServiceId } from '../domain/ids.ts';
import type { RefusalReason } from '../domain/release.ts';
import type { AccessRule } from '../register/model/kinds/access.ts';
import type { Agreement } from '../register/model/kinds/agreement.ts';
import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { ReleasePolicy } from '../register/model/kinds/policy.ts';
import type { SnapshotBoard } from '../register/model/snapshot-board.ts';
import type { Versioned } from '../register/model/versioned.ts';
import { replacedFrom } from '../register/model/validity.ts';
import { licenceRefusal } from './access.ts';
import { closedGate } from './closed-gate.ts';

/** Why no agreement lets anybody of a board's schools into a service. */
export type AgreementRefusal = Extract<
  RefusalReason,
  | 'no_agreement'
  | 'agreement_not_active'
  | 'agreement_not_yet_valid'
  | 'agreement_expired'
  | 'service_not_covered'
>;

/** Why a school does not take part in a service: the reason why nobody of that school gets in, whoever comes. */
export type ParticipationRefusal =
  | AgreementRefusal
  | Extract<
      RefusalReason,
      | 'operator_agreement_not_in_force'
      | 'idp_not_in_force'
      | 'service_not_enabled'
      | 'licence_not_yet_valid'
      | 'licence_expired'
    >;

interface BoardAtService {
  readonly today: CalendarDay;
  readonly service: { readonly id: ServiceId };
  /** All agreements between the school's board and the service's supplier, whatever their status. */
  readonly agreements: readonly Versioned<Agreement>[];
}

interface SchoolAtService {
  readonly today: CalendarDay;
  /** Whose school it is; one that the register does not know lets nobody in. */
  readonly board: SnapshotBoard | undefined;
  /** All identity providers of the school, in force or not. */
  readonly idps: readonly Versioned<IdentityProvider>[];
  /** What `agreementRefusal` says about the school's board. */
  readonly ofBoard: AgreementRefusal | undefined;
  readonly policy: Versioned<ReleasePolicy> | undefined;
  readonly access: Versioned<AccessRule> | undefined;
}

/**
 * The first gate of a school at a service that is closed to everybody of that school. The chooser asks this before anybody
 * has signed in; the decision asks the same functions about whoever did.
 */
export function participationRefusal({
  today,
  board,
  idps,
  ofBoard,
  policy,
  access,
}: SchoolAtService): ParticipationRefusal | undefined {
  const refused = loginRefusal({ today, board, idps });
  if (refused !== undefined) return refused;
  if (ofBoard !== undefined) return ofBoard;
  if (policy?.record.enabled !== true) return 'service_not_enabled';
  return licenceRefusal(access?.record, today);
}

/** Why nobody of the school signs in at all, wherever they want to go. */
export function loginRefusal({
  today,
  board,
  idps,
}: Pick<SchoolAtService, 'today' | 'board' | 'idps'>):
  'operator_agreement_not_in_force' | 'idp_not_in_force' | undefined {
  if (board === undefined || closedGate({ board }, today) !== undefined) {
    return 'operator_agreement_not_in_force';
  }
  const isClosed = idps.every(({ record: idp }) => closedGate({ idp }, today) !== undefined);
  return isClosed ? 'idp_not_in_force' : undefined;
}

/**
 * Why no agreement covers the service for anybody today, if none does: the reason that is easiest to mend, so that a page
 * names the next step.
 */
export function agreementRefusal({
  today,
  service,
  agreements,
}: BoardAtService): AgreementRefusal | undefined {
  const records = notReplaced(agreements, today).map(({ record }) => record);
  if (records.length === 0) return 'no_agreement';
  const covering = records.filter((record) =>
    record.services.some((covered) => covered.service === service.id),
  );
  if (covering.length === 0) return 'service_not_covered';
  const active = covering.filter(({ status }) => status === 'active');
  if (active.length === 0) return 'agreement_not_active';
  if (active.some(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil)) return undefined;
  return active.some(({ validFrom }) => validFrom > today) ? 'agreement_not_yet_valid' : 'agreement_expired';
}

/** The agreements whose place no other agreement has taken by today. */
export function notReplaced(
  agreements: readonly Versioned<Agreement>[],
  today: CalendarDay,
): readonly Versioned<Agreement>[] {
  const all = agreements.map(({ record }) => record);
  return agreements.filter(({ record }) => {
    const from = replacedFrom(record, all);
    return from === undefined || today < from;
  });
}
