import { z } from 'zod';
import type { TransformKind } from '../../domain/attributes.ts';
import {
  agreementId,
  attributeName,
  boardId,
  errorId,
  idpId,
  ledgerEntryId,
  personHandle,
  schoolId,
  serviceId,
  supplierId,
} from '../../domain/ids.ts';
import type { AuditEvent, LedgerEntry } from '../../domain/ledger.ts';
import { personKinds } from '../../domain/person.ts';
import { withheldReasons } from '../../domain/release.ts';
import { branded, moment, wholeNumber } from './columns.ts';

// Written as tables, so that the compiler misses a word that the domain gets later.
const transformKinds: Record<TransformKind, TransformKind> = {
  initial: 'initial',
  year: 'year',
  values: 'values',
};
const auditTypes: Record<AuditEvent['type'], AuditEvent['type']> = {
  'login.succeeded': 'login.succeeded',
  'login.refused': 'login.refused',
  'login.rejected': 'login.rejected',
  'login.cancelled': 'login.cancelled',
  'session.ended': 'session.ended',
  'token.refused': 'token.refused',
  'code.replayed': 'code.replayed',
  'request.rejected': 'request.rejected',
  'guard.stopped': 'guard.stopped',
  'register.applied': 'register.applied',
  'identifier.conflict': 'identifier.conflict',
  'identifier.foreign_board': 'identifier.foreign_board',
  'attribute.national_number': 'attribute.national_number',
};

/** A row of `sluis.disclosure` as a ledger entry. */
export const disclosureRow = z
  .object({
    id: branded(ledgerEntryId),
    at: moment,
    person: branded(personHandle),
    kind: z.enum(personKinds),
    school: branded(schoolId),
    board: branded(boardId),
    supplier: branded(supplierId),
    service: branded(serviceId),
    released: z.array(
      z.object({ claim: branded(attributeName), transforms: z.array(z.enum(transformKinds)) }),
    ),
    withheld: z.array(z.object({ claim: branded(attributeName), reason: z.enum(withheldReasons) })),
    agreement: branded(agreementId),
    agreement_version: z.int(),
    policy_version: z.int(),
    subject_proof: z.string(),
  })
  .transform(({ agreement, agreement_version, policy_version, subject_proof, ...entry }): LedgerEntry => ({
    ...entry,
    basis: { agreement, agreementVersion: agreement_version, policyVersion: policy_version },
    subjectProof: subject_proof,
  }));

export const disclosureColumns =
  'id, at, person, kind, school, board, supplier, service, released, withheld,' +
  ' agreement, agreement_version, policy_version, subject_proof';

export function disclosureValues(entry: LedgerEntry): readonly unknown[] {
  const { basis } = entry;
  return [
    entry.id,
    new Date(entry.at),
    entry.person,
    entry.kind,
    entry.school,
    entry.board,
    entry.supplier,
    entry.service,
    JSON.stringify(entry.released),
    JSON.stringify(entry.withheld),
    basis.agreement,
    basis.agreementVersion,
    basis.policyVersion,
    entry.subjectProof,
  ];
}

/** A row of `sluis.audit_event` as an event: a column without a value is a field that is absent. */
export const auditRow = z
  .object({
    type: z.enum(auditTypes),
    at: moment,
    reason: z.string().nullable(),
    error_id: branded(errorId).nullable(),
    idp: branded(idpId).nullable(),
    school: branded(schoolId).nullable(),
    service: branded(serviceId).nullable(),
    attribute: branded(attributeName).nullable(),
    amount: wholeNumber.nullable(),
  })
  .transform(({ type, at, reason, error_id, idp, school, service, attribute, amount }): AuditEvent => ({
    type,
    at,
    ...(reason === null ? {} : { reason }),
    ...(error_id === null ? {} : { errorId: error_id }),
    ...(idp === null ? {} : { idp }),
    ...(school === null ? {} : { school }),
    ...(service === null ? {} : { service }),
    ...(attribute === null ? {} : { attribute }),
    ...(amount === null ? {} : { number: amount }),
  }));

export const auditColumns = 'type, at, reason, error_id, idp, school, service, attribute, amount';

export function auditValues(event: AuditEvent): readonly unknown[] {
  const { type, at, reason, errorId: error, idp, school, service, attribute, number } = event;
  return [type, new Date(at), reason, error, idp, school, service, attribute, number];
}
