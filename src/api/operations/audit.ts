import { z } from 'zod';
import { errorId, errorIdShape, idpId, schoolId, serviceId } from '../../domain/ids.ts';
import { reasonShape, type AuditEvent } from '../../domain/ledger.ts';
import type { AuditFilter, LedgerStore } from '../../storage/stores/ledger-store.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { filterParameter, limitOf, pageAnswer, pageOf, pageParameters } from './parameters.ts';

/** One event of the audit trail, without whom it was about and who looked. */
export const auditEventShape = z.strictObject({
  at: z.iso.datetime(),
  type: z.string(),
  reason: z.string().optional().meta({ description: 'A code, as of ERROR-CODES, or why a gate was closed.' }),
  errorId: z.string().optional().meta({ description: 'As it stood on the page.' }),
  idp: z.string().optional(),
  school: z.string().optional(),
  service: z.string().optional(),
  attribute: z.string().optional(),
  number: z
    .int()
    .optional()
    .meta({ description: 'How many more of this kind came in a minute, or a revision of the register.' }),
  client: z.string().optional(),
  task: z.string().optional(),
  recordKind: z.string().optional(),
  recordId: z.string().optional(),
});

const moment = z.iso.datetime({ offset: true }).optional();

/** The audit trail, for API clients of the operator. */
export function auditOperations(ledger: Pick<LedgerStore, 'pageOfAudit'>): readonly Operation[] {
  return [
    {
      id: 'audit.list',
      group: 'audit',
      method: 'get',
      address: '/audit-events',
      pathParameters: {},
      query: {
        ...pageParameters,
        after: z
          .string()
          .regex(/^[1-9]\d{0,14}$/)
          .optional()
          .meta({ description: 'Where the previous page ended: taken from its `next`.' }),
        from: moment.meta({ description: 'Only events from this moment on.' }),
        until: moment.meta({ description: 'Only events before this moment.' }),
        school: filterParameter.meta({ description: 'Only those at this school.' }),
        idp: filterParameter.meta({ description: 'Only those at this IdP.' }),
        service: filterParameter.meta({ description: 'Only those on the way to this service.' }),
        code: z
          .string()
          .regex(reasonShape)
          .optional()
          .meta({ description: 'Only those with this reason, such as `saml.expired`.' }),
        errorId: z
          .string()
          .regex(errorIdShape)
          .optional()
          .meta({ description: 'Only the one that this error id stood for.' }),
      },
      summary: 'Lists what was refused and what happened, newest first',
      description:
        'Names and codes, never values, and no people. Of what strangers can cause it has the first ones of a minute, and then how many more: add up `number`, or 1 where there is none. Without `from` a rare school may take long to find.',
      scope: 'audit:read',
      changes: false,
      responses: [{ status: 200, description: 'Newest first.', ...pageOf('AuditEvent', auditEventShape) }],
      problems: [],
      handle: (call) => list(ledger, call),
    },
  ];
}

async function list(ledger: Pick<LedgerStore, 'pageOfAudit'>, call: Call): Promise<Answer> {
  const { query, client } = call;
  if (client.party.kind !== 'operator') return refusal('not_found');
  const limit = limitOf(query);
  const before = query['after'];
  const found = await ledger.pageOfAudit({
    ...filterOf(query),
    ...(before === undefined ? {} : { before }),
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last !== undefined ? { next: last.position } : {};
  return pageAnswer(call, '/api/v1/audit-events', {
    items: page.map(({ event }) => described(event)),
    ...next,
  });
}

function filterOf(query: Call['query']): AuditFilter {
  const school = schoolId(query['school'] ?? '');
  const idp = idpId(query['idp'] ?? '');
  const service = serviceId(query['service'] ?? '');
  const id = errorId(query['errorId'] ?? '');
  const { from, until, code } = query;
  return {
    ...(school && { school }),
    ...(idp && { idp }),
    ...(service && { service }),
    ...(id && { errorId: id }),
    ...(code && { reason: code }),
    ...(from && { from: Date.parse(from) }),
    ...(until && { until: Date.parse(until) }),
  };
}

function described({ at, person: _of, board: _at, author: _by, statedReason: _why, ...event }: AuditEvent) {
  return { at: new Date(at).toISOString(), ...event };
}
