import type { Agreement } from './kinds/agreement.ts';
import type { IdentityProvider } from './kinds/idp.ts';
import type { School } from './kinds/school.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { AgreedWithOperator, OperatorTask } from './operator-agreement.ts';

/*
 * What counts on which day. Nobody has to change a record for a day to pass: everything that depends on the day asks
 * here, with the day that it is at that moment.
 */

/** Nobody signs in for a school from the day on which it closes. */
export function schoolIsOpen({ closed }: School, today: CalendarDay): boolean {
  return closed === undefined || today < closed.on;
}

/** An IdP speaks on its days, the first and the last included, unless it is switched off. */
export function idpIsInForce(idp: IdentityProvider, today: CalendarDay): boolean {
  const { validFrom, validUntil, disabled } = idp;
  if (disabled === true) return false;
  return (validFrom === undefined || validFrom <= today) && (validUntil === undefined || today <= validUntil);
}

/** Without these of them nothing of a sign-in can be done. */
export const tasksOfSignIn: readonly OperatorTask[] = ['login', 'pseudonyms', 'ledger'];

/**
 * The operator may process for a board on the days of its agreement, the first and the last included, if that covers all
 * that a sign-in takes. A board of before this was asked for, which says nothing of it, goes on in this release.
 */
export function operatorAgreementIsInForce(
  { operatorAgreement: agreed }: AgreedWithOperator,
  today: CalendarDay,
): boolean {
  if (agreed === undefined) return true;
  if (agreed === 'none') return false;
  const { validFrom, validUntil, covers } = agreed;
  const isItsDay = validFrom <= today && (validUntil === undefined || today <= validUntil);
  return isItsDay && tasksOfSignIn.every((task) => covers.includes(task));
}

/**
 * The day from which an agreement no longer counts because another one took its place, if any did. An agreement that
 * was suspended or ended later keeps that place: ending the newer one never brings the older one back.
 */
export function replacedFrom(
  agreement: Agreement,
  agreements: readonly Agreement[],
): CalendarDay | undefined {
  return agreements
    .filter((other) => takesPlaceOf(other, agreement))
    .map(({ validFrom }) => validFrom)
    .reduce<CalendarDay | undefined>(
      (first, day) => (first === undefined || day < first ? day : first),
      undefined,
    );
}

/** True when `newer` names `older` and was agreed: a draft or an offer takes nobody's place. */
export function takesPlaceOf(newer: Agreement, older: Agreement): boolean {
  return (
    newer.replaces === older.id &&
    newer.id !== older.id &&
    newer.board === older.board &&
    newer.supplier === older.supplier &&
    newer.status !== 'draft' &&
    newer.status !== 'offered'
  );
}
