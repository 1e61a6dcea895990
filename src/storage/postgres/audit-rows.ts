import { z } from 'zod';
import {
  apiClientId,
  attributeName,
  boardId,
  errorId,
  idpId,
  personHandle,
  schoolId,
  serviceId,
} from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import { branded, moment, wholeNumber } from './columns.ts';

// Written as a table, so that the compiler misses a word that the domain gets later.
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
  'register.scheduled': 'register.scheduled',
  'register.cancelled': 'register.cancelled',
  'register.failed': 'register.failed',
  'register.upgraded': 'register.upgraded',
  'register.clipped': 'register.clipped',
  'identifier.conflict': 'identifier.conflict',
  'identifier.foreign_board': 'identifier.foreign_board',
  'attribute.national_number': 'attribute.national_number',
  'clock.suspected': 'clock.suspected',
  'api.called': 'api.called',
  'api.refused': 'api.refused',
  'person.found': 'person.found',
  'person.not_found': 'person.not_found',
  'person.erased': 'person.erased',
};

/** A row of `sluis.audit_event` as an event: a column without a value is a field that is absent. */
export const auditRow = z
  .record(z.string(), z.unknown())
  .transform((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
  .pipe(
    z.object({
      type: z.enum(auditTypes),
      at: moment,
      reason: z.string().exactOptional(),
      error_id: branded(errorId).exactOptional(),
      idp: branded(idpId).exactOptional(),
      school: branded(schoolId).exactOptional(),
      service: branded(serviceId).exactOptional(),
      attribute: branded(attributeName).exactOptional(),
      amount: wholeNumber.exactOptional(),
      client: branded(apiClientId).exactOptional(),
      task: z.string().exactOptional(),
      record_kind: z.string().exactOptional(),
      record_id: z.string().exactOptional(),
      person: branded(personHandle).exactOptional(),
      board: branded(boardId).exactOptional(),
      author: z.string().exactOptional(),
      stated_reason: z.string().exactOptional(),
    }),
  )
  .transform(({ error_id, amount, record_kind, record_id, stated_reason, ...event }): AuditEvent => ({
    ...event,
    ...(error_id === undefined ? {} : { errorId: error_id }),
    ...(amount === undefined ? {} : { number: amount }),
    ...(record_kind === undefined ? {} : { recordKind: record_kind }),
    ...(record_id === undefined ? {} : { recordId: record_id }),
    ...(stated_reason === undefined ? {} : { statedReason: stated_reason }),
  }));

export const auditColumns =
  'type, at, reason, error_id, idp, school, service, attribute, amount, client, task, record_kind, record_id,' +
  ' person, board, author, stated_reason';

/** Appends one event; its values are `auditValues`. */
export const appendAudit = {
  name: 'audit-append',
  text: `insert into sluis.audit_event (${auditColumns})
    values (${auditColumns
      .split(',')
      .map((_, index) => `$${String(index + 1)}`)
      .join(', ')})`,
  row: z.unknown(),
};

export function auditValues(event: AuditEvent): readonly unknown[] {
  return [
    event.type,
    new Date(event.at),
    event.reason,
    event.errorId,
    event.idp,
    event.school,
    event.service,
    event.attribute,
    event.number,
    event.client,
    event.task,
    event.recordKind,
    event.recordId,
    event.person,
    event.board,
    event.author,
    event.statedReason,
  ];
}
