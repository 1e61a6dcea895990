import { z } from 'zod';
import { serviceId } from '../../domain/ids.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import type { FeedQuery, ActivationFeed } from '../activations/feed.ts';
import { missingClaimShape, activationChangeShape, activationShape } from '../activations/told.ts';
import { readPosition, writePosition, type WalkPosition } from '../activations/walk.ts';
import { filterParameter, limitOf, pageAnswer, pageOf, pageParameters } from './parameters.ts';

const whose = `A supplier sees schools of the boards that it has an agreement in force with, and only while such a school has its service switched on. Nothing is told of people, objections and access rules, and never the \`school_id\` that tokens have.`;

const shared = {
  group: 'activations',
  method: 'get',
  scope: 'activations:read',
  changes: false,
} as const;

const walkParameters = {
  ...pageParameters,
  service: filterParameter.meta({ description: 'Only those of this service.' }),
};

const changesPage = {
  schemaName: 'ActivationChangePage',
  schema: z.strictObject({
    items: z.array(activationChangeShape),
    next: z.string().optional().meta({
      description: 'Address of the next page. A page may be short, or empty, and still have one.',
    }),
    nextSince: z.iso.datetime().meta({
      description:
        '`since` for the next time. It lies some minutes back, so a change may be told twice; none is left out.',
    }),
  }),
};

const missingPage = {
  schemaName: 'MissingClaims',
  schema: z.strictObject({
    from: z.iso.date().meta({ description: 'The first day whose sign-ins count.' }),
    before: z.iso.date().meta({ description: 'The day after the last one.' }),
    items: z.array(missingClaimShape),
  }),
};

/** Which schools have which service, what became otherwise, and where required claims are missing. */
export function activationOperations(feed: ActivationFeed): readonly Operation[] {
  return [
    {
      ...shared,
      id: 'activations.list',
      address: '/activations',
      pathParameters: {},
      query: walkParameters,
      summary: 'Lists the schools that have a service switched on, since when, and with which claims',
      description: whose,
      responses: [
        {
          status: 200,
          description: 'By service and school.',
          ...pageOf('Activation', activationShape),
        },
      ],
      problems: [],
      handle: (call) => list(feed, call),
    },
    {
      ...shared,
      id: 'activations.changes',
      address: '/activations/changes',
      pathParameters: {},
      query: {
        ...walkParameters,
        since: z.iso
          .datetime({ offset: true })
          .meta({ description: 'The first moment to report, with its offset: `2026-08-01T00:00:00Z`.' }),
      },
      summary: 'Lists what became otherwise since a moment: switched on, other claims, switched off, merged',
      description: whose,
      responses: [
        { status: 200, description: 'By service and school; of each the earliest first.', ...changesPage },
      ],
      problems: [],
      handle: (call) => changes(feed, call),
    },
    {
      ...shared,
      id: 'activations.missing-claims',
      address: '/activations/missing-claims',
      pathParameters: {},
      query: { service: filterParameter.unwrap().meta({ description: 'Of which service.' }) },
      summary:
        'Counts the schools where a claim that the service requires comes about nobody, by whose turn it is',
      description: `Of the schools that have the service switched on: \`board\`, it is not agreed; \`school\`, it is not switched on; \`operator\`, the federation does not release it, or the register has no value; \`identity_provider\`, it came about none of at least 5 people who signed in there in the 14 days before today.`,
      responses: [{ status: 200, description: 'Numbers of schools.', ...missingPage }],
      problems: ['not_found'],
      handle: (call) => missing(feed, call),
    },
  ];
}

async function list(feed: ActivationFeed, call: Call): Promise<Answer> {
  const query = feedQuery(call);
  if ('problem' in query) return query;
  const { items, next } = await feed.list(query);
  return pageAnswer(call, '/api/v1/activations', { items, ...nextOf(next) });
}

async function changes(feed: ActivationFeed, call: Call): Promise<Answer> {
  const query = feedQuery(call);
  if ('problem' in query) return query;
  const since = Date.parse(call.query['since'] ?? '');
  const { items, next, nextSince } = await feed.changes({ ...query, since });
  const page = pageAnswer(call, '/api/v1/activations/changes', { items, ...nextOf(next) });
  return { ...page, body: { ...page.body, nextSince: new Date(nextSince).toISOString() } };
}

async function missing(feed: ActivationFeed, { client, query }: Call): Promise<Answer> {
  const service = serviceId(query['service'] ?? '');
  const answer = service && (await feed.missingClaims(client.party, service));
  return answer === undefined ? refusal('not_found') : { status: 200, body: answer };
}

function feedQuery({ client, query }: Call): FeedQuery | Extract<Answer, { problem: unknown }> {
  const { party } = client;
  if (party.kind === 'board') return { problem: { code: 'not_found' } };
  const position = query['after'] === undefined ? undefined : readPosition(query['after']);
  if (query['after'] !== undefined && position === undefined) return { problem: { code: 'bad_request' } };
  const service = serviceId(query['service'] ?? '');
  return {
    party,
    limit: limitOf(query),
    ...(service === undefined ? {} : { service }),
    ...(position === undefined ? {} : { position }),
  };
}

function nextOf(next: WalkPosition | undefined): { readonly next?: string } {
  return next === undefined ? {} : { next: writePosition(next) };
}
