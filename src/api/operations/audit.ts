import { z } from 'zod';
import { dayMillis } from '../../domain/clock.ts';
import { errorId, errorIdShape, idpId, schoolId, serviceId } from '../../domain/ids.ts';
import { reasonShape, type AuditEvent } from '../../domain/ledger.ts';
import { readShortErrorId } from '../../domain/short-error-id.ts';
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

/** Ten signs, or two words and two digits. */
const spokenOrWritten = new RegExp(`${errorIdShape.source}|^[A-Za-z]{3,6} [A-Za-z]{3,6} [1-9]\\d$`);
/** For how many days a short error id is looked up at once: over more there would be others of the same words. */
const mostDays = 7;

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
          .regex(spokenOrWritten)
          .optional()
          .meta({
            description: `Only what this error id stood for: its ten signs, or as somebody says it, \`vis boom 42\`. The latter is that of one school on one day, so it needs \`school\`, \`from\` and \`until\`, at most ${String(mostDays)} days apart; several may have the same.`,
          }),
      },
      summary: 'Lists what was refused and what happened, newest first',
      description:
        'Names and codes, never values, and no people. Of what strangers can cause it has the first ones of a minute, and then how many more: add up `number`, or 1 where there is none. Without `from` what is rare may take long to find, unless it is a school.',
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
  const wrong = wrongShortErrorId(query);
  if (wrong !== undefined) return refusal('bad_request', { detail: wrong });
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

/** Why what somebody said is not looked up. */
function wrongShortErrorId({ errorId: id, school, from, until }: Call['query']): string | undefined {
  if (id === undefined || errorId(id) !== undefined) return undefined;
  if (readShortErrorId(id) === undefined) return 'errorId has a word that no error id has';
  if (school === undefined || from === undefined || until === undefined) {
    return 'an errorId of two words and a number is that of one school on one day: give school, from and until as well';
  }
  const isLonger = Date.parse(until) - Date.parse(from) > mostDays * dayMillis;
  return isLonger
    ? `with an errorId of two words from and until are at most ${String(mostDays)} days apart`
    : undefined;
}

function filterOf(query: Call['query']): AuditFilter {
  const school = schoolId(query['school'] ?? '');
  const idp = idpId(query['idp'] ?? '');
  const service = serviceId(query['service'] ?? '');
  const { from, until, code } = query;
  return {
    ...(school && { school }),
    ...(idp && { idp }),
    ...(service && { service }),
    ...filterByErrorId(query['errorId'] ?? ''),
    ...(code && { reason: code }),
    ...(from && { from: Date.parse(from) }),
    ...(until && { until: Date.parse(until) }),
  };
}

function filterByErrorId(said: string): AuditFilter {
  const id = errorId(said);
  const shortErrorId = readShortErrorId(said);
  return { ...(id && { errorId: id }), ...(shortErrorId && { shortErrorId }) };
}

function described({ at, person: _of, board: _at, author: _by, statedReason: _why, ...event }: AuditEvent) {
  return { at: new Date(at).toISOString(), ...event };
}
