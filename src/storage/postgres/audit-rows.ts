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
import { statement } from './statement.ts';

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
  'guard.unreadable': 'guard.unreadable',
  'register.applied': 'register.applied',
  'register.scheduled': 'register.scheduled',
  'register.cancelled': 'register.cancelled',
  'register.failed': 'register.failed',
  'register.upgraded': 'register.upgraded',
  'register.narrowed': 'register.narrowed',
  'identifier.conflict': 'identifier.conflict',
  'identifier.foreign_board': 'identifier.foreign_board',
  'identifier.gave_way': 'identifier.gave_way',
  'identifier.kept_apart': 'identifier.kept_apart',
  'attribute.national_number': 'attribute.national_number',
  'attribute.left_out': 'attribute.left_out',
  'keys.adopted': 'keys.adopted',
  'keys.account_changed': 'keys.account_changed',
  'clock.suspected': 'clock.suspected',
  'api.called': 'api.called',
  'api.refused': 'api.refused',
  'person.found': 'person.found',
  'person.not_found': 'person.not_found',
  'error_id.found': 'error_id.found',
  'error_id.not_found': 'error_id.not_found',
  'person.erased': 'person.erased',
  'announcement.posted': 'announcement.posted',
  'announcement.replaced': 'announcement.replaced',
  'announcement.removed': 'announcement.removed',
  'document.added': 'document.added',
  'document.read': 'document.read',
  'document.erased': 'document.erased',
  'agreement.signed': 'agreement.signed',
  'agreement.given_back': 'agreement.given_back',
  'agreement.refused': 'agreement.refused',
  'agreement.suspended': 'agreement.suspended',
  'agreement.resumed': 'agreement.resumed',
  'agreement.ended': 'agreement.ended',
  'outbox.listed': 'outbox.listed',
  'outbox.shown': 'outbox.shown',
  'outbox.retried': 'outbox.retried',
  'outbox.dropped': 'outbox.dropped',
  'outbox.tested': 'outbox.tested',
  'factor.added': 'factor.added',
  'factor.removed': 'factor.removed',
  'factor.refused': 'factor.refused',
  'factor.throttled': 'factor.throttled',
  'factor.codes_made': 'factor.codes_made',
  'factor.code_used': 'factor.code_used',
  'factor.reset_requested': 'factor.reset_requested',
  'factor.reset_joined': 'factor.reset_joined',
  'factor.reset_confirmed': 'factor.reset_confirmed',
  'factor.reset_done': 'factor.reset_done',
  'factor.called_off': 'factor.called_off',
  'factor.adding_opened': 'factor.adding_opened',
  'factor.relying_party_adopted': 'factor.relying_party_adopted',
  'account.invited': 'account.invited',
  'account.invitation_withdrawn': 'account.invitation_withdrawn',
  'account.accepted': 'account.accepted',
  'account.signed_in': 'account.signed_in',
  'account.sign_in_refused': 'account.sign_in_refused',
  'account.role_confirmed': 'account.role_confirmed',
  'account.role_withdrawn': 'account.role_withdrawn',
  'account.role_lapsed': 'account.role_lapsed',
  'account.stand_in_named': 'account.stand_in_named',
  'account.people_reviewed': 'account.people_reviewed',
  'account.erased': 'account.erased',
  'account.list_seen': 'account.list_seen',
  'account.board_code_made': 'account.board_code_made',
  'account.board_code_wrong': 'account.board_code_wrong',
  'draft.made': 'draft.made',
  'draft.published': 'draft.published',
  'draft.refused': 'draft.refused',
  'draft.withdrawn': 'draft.withdrawn',
};

/** What events were called once: rows are never changed, so they are read under today's name. */
const formerTypes: ReadonlyMap<unknown, AuditEvent['type']> = new Map([
  ['register.clipped', 'register.narrowed'],
]);

/** A row of `sluis.audit_event` as an event: a column without a value is a field that is absent. */
export const auditRow = z
  .record(z.string(), z.unknown())
  .transform((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
  .pipe(
    z.object({
      type: z.preprocess((type) => formerTypes.get(type) ?? type, z.enum(auditTypes)),
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

/** The columns with their types, as a list of `jsonb_to_recordset`. */
const auditTypesOfColumns =
  'type text, at timestamptz, reason text, error_id text, idp text, school text, service text, attribute text,' +
  ' amount bigint, client text, task text, record_kind text, record_id text,' +
  ' person uuid, board text, author text, stated_reason text';

/** Appends events in their order; its value is `auditJson` of them. */
export const appendAudits = statement({
  name: 'audit-append',
  text: `insert into sluis.audit_event (${auditColumns})
    select ${auditColumns} from jsonb_to_recordset($1::jsonb) as event (${auditTypesOfColumns})
    returning true as written`,
  row: z.object({ written: z.literal(true) }),
});

/** Events as a JSON list with a member per column; what an event has not is null. */
export function auditJson(events: readonly AuditEvent[]): string {
  return JSON.stringify(
    events.map(({ at, errorId: error_id, number: amount, recordKind, recordId, statedReason, ...event }) => ({
      ...event,
      at: new Date(at).toISOString(),
      error_id,
      amount,
      record_kind: recordKind,
      record_id: recordId,
      stated_reason: statedReason,
    })),
  );
}
