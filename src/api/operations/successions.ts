import { z } from 'zod';
import { calendarDay, type CalendarDay } from '../../domain/clock.ts';
import type { SuccessionPosition, SuccessionsOf } from '../../pseudonym/supplier-successions.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { limitOf, pageAnswer, pageParameters, pageOf } from './parameters.ts';

/** Somebody whom the supplier knew under one `sub`, and knows under another one since. */
export const successionShape = z.strictObject({
  sector: z.string().meta({ description: 'The pseudonym sector in which both are a `sub`.' }),
  day: z.iso.date().meta({ description: 'The day on which it happened, never the time.' }),
  formerSub: z.string().meta({ description: 'The `sub` that nobody signs in with any more.' }),
  sub: z.string().meta({ description: 'The `sub` of the same person from that day on.' }),
});

const description = `A pupil who moves to another school may sign in there before the school knows the ECK iD. When it comes within 30 days, the pupil is again the person that the ECK iD belongs to, and gets that person's \`sub\`.

An API client of a supplier sees its own, and only of people about whom it got something under the former \`sub\`. A day is told as a whole, an hour after it is over, in no order that says anything.`;

/** Who got another `sub`, for the supplier that knew the former one. */
export function successionOperations(successionsOf: SuccessionsOf): readonly Operation[] {
  return [
    {
      id: 'successions.list',
      group: 'successions',
      method: 'get',
      address: '/successions',
      pathParameters: {},
      query: {
        ...pageParameters,
        from: z.iso
          .date()
          .optional()
          .meta({ description: 'The first day to report; if absent, from the very first.' }),
      },
      summary: 'Lists people who got another `sub`, the earliest first',
      description,
      scope: 'successions:read',
      changes: false,
      responses: [{ status: 200, description: 'Day by day.', ...pageOf('Succession', successionShape) }],
      problems: [],
      handle: (call) => list(successionsOf, call),
    },
  ];
}

async function list(successionsOf: SuccessionsOf, call: Call): Promise<Answer> {
  const { query, client } = call;
  if (client.party.kind !== 'supplier') return refusal('not_found');
  const after = query['after'] === undefined ? startAt(query['from']) : readCursor(query['after']);
  if (after === undefined) return refusal('bad_request');
  const { items, next } = await successionsOf({ supplier: client.party.id, after, limit: limitOf(query) });
  return pageAnswer(call, '/api/v1/successions', {
    items,
    ...(next === undefined ? {} : { next: writeCursor(next) }),
  });
}

function startAt(from: string | undefined): SuccessionPosition | undefined {
  return positionOn(calendarDay(from ?? '1970-01-01'), '');
}

function positionOn(day: CalendarDay | undefined, place: string): SuccessionPosition | undefined {
  return day && { day, place };
}

const cursorShape = z.tuple([z.string(), z.string().regex(/^(?:[0-9a-f]{64})?$/)]);

/** API clients do not look inside. */
function writeCursor({ day, place }: SuccessionPosition): string {
  return Buffer.from(JSON.stringify([day, place])).toString('base64url');
}

function readCursor(text: string): SuccessionPosition | undefined {
  try {
    const read = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return read.success ? positionOn(calendarDay(read.data[0]), read.data[1]) : undefined;
  } catch {
    return undefined;
  }
}
