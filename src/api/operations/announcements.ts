import { z } from 'zod';
import {
  isAnnouncementText,
  longestAnnouncement,
  mostAnnouncedHours,
  type Announcement,
} from '../../domain/announcement.ts';
import type { Clock } from '../../domain/clock.ts';
import { serviceId, type ServiceId, type SupplierId } from '../../domain/ids.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { AnnouncementStore } from '../../storage/stores/announcement-store.ts';
import { authorOf } from '../authenticated-client.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { seenOf, seenRecord } from '../seeing.ts';
import { readBody } from './changes.ts';
import { filterParameter } from './parameters.ts';

export interface AnnouncementParts {
  readonly registry: Pick<Registry, 'find' | 'findAll' | 'ask'>;
  readonly announcements: Pick<AnnouncementStore, 'post' | 'remove' | 'list'>;
  readonly clock: Clock;
  /** Tells this node that something was posted or taken down; the others see it within seconds. */
  readonly changed: () => Promise<void>;
}

const hourMillis = 60 * 60 * 1000;

const textValue = z.string().refine(isAnnouncementText, {
  error: `must be one line of at most ${String(longestAnnouncement)} ordinary characters, without addresses, mailboxes and telephone numbers`,
});
const written = z.strictObject({
  nl: textValue.meta({
    description: 'In Dutch, at B1: what does not work, and since when if that is known.',
  }),
  en: textValue
    .optional()
    .meta({ description: 'The same in English; without it English pages show the Dutch.' }),
  hours: z
    .int()
    .min(1)
    .max(mostAnnouncedHours)
    .optional()
    .meta({ description: `In how many hours it ends by itself; ${String(mostAnnouncedHours)} if absent.` }),
});

export const announcementShape = z.strictObject({
  service: z.string().optional().meta({ description: 'Absent: it is about all sign-ins.' }),
  by: z.enum(['operator', 'supplier']).meta({ description: 'Whose words these are.' }),
  nl: z.string(),
  en: z.string().optional(),
  postedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
});
const listShape = z.strictObject({ items: z.array(announcementShape) });
const removalShape = z.strictObject({ outcome: z.literal('removed') });

const shared = { group: 'announcements', scope: 'announcements:write', query: {} } as const;
const oneResponse = (description: string) =>
  ({ status: 200, description, schemaName: 'Announcement', schema: announcementShape }) as const;

/** What an address is about: a service, or all sign-ins. */
type About = { readonly service: ServiceId } | 'all-sign-ins';

/** An address that has one announcement. */
interface Place {
  /** What all its operations have. */
  readonly operation: Pick<Operation, 'group' | 'scope' | 'query' | 'address' | 'pathParameters' | 'record'>;
  /** How the ids of its operations begin. */
  readonly id: string;
  readonly words: string;
  readonly about: (path: Call['path']) => About | undefined;
}

const ofService: Place = {
  id: 'announcements.of-service',
  operation: {
    ...shared,
    address: '/services/{service}/announcement',
    pathParameters: { service: filterParameter.unwrap() },
    record: ({ service = '' }) => ({ kind: 'service', id: service }),
  },
  words: 'about a service',
  about: ({ service: text = '' }) => {
    const service = serviceId(text);
    return service && { service };
  },
};
const ofAllSignIns: Place = {
  id: 'announcements.of-all-sign-ins',
  operation: { ...shared, address: '/announcements/all-sign-ins', pathParameters: {} },
  words: 'about all sign-ins',
  about: () => 'all-sign-ins',
};

/** What operator and suppliers tell people about trouble that is known. */
export function announcementOperations(parts: AnnouncementParts): readonly Operation[] {
  return [
    listOperation(parts),
    ...[ofService, ofAllSignIns].flatMap((place) => [
      readOperation(parts, place),
      postOperation(parts, place),
      removeOperation(parts, place),
    ]),
  ];
}

function listOperation({ registry, announcements, clock }: AnnouncementParts): Operation {
  return {
    ...shared,
    id: 'announcements.list',
    method: 'get',
    address: '/announcements',
    pathParameters: {},
    changes: false,
    summary: 'Lists the announcements that have not ended',
    description: 'About all sign-ins, and about the services that this API client sees.',
    responses: [
      { status: 200, description: 'By service.', schemaName: 'AnnouncementList', schema: listShape },
    ],
    problems: ['forbidden'],
    async handle({ client }) {
      if (client.party.kind === 'board') return refusal('forbidden');
      const all = await announcements.list(clock.now());
      const named = all.flatMap(({ service: id }) =>
        id === undefined ? [] : [{ kind: 'service' as const, id }],
      );
      const seen = await seenOf(registry, client, await registry.findAll(named));
      const ids = new Set(seen.map(({ id }) => id));
      const items = all.filter(({ service }) => service === undefined || ids.has(service)).map(described);
      return { status: 200, body: { items } };
    },
  };
}

function readOperation(
  { registry, announcements, clock }: AnnouncementParts,
  { id, operation, words, about }: Place,
): Operation {
  return {
    ...operation,
    id: `${id}.read`,
    method: 'get',
    changes: false,
    summary: `Reads the announcement ${words}`,
    responses: [oneResponse('The announcement.')],
    problems: ['not_found', 'forbidden'],
    async handle(call) {
      const sight = await speakerAt(registry, call, about(call.path));
      if ('problem' in sight) return sight;
      const found = (await announcements.list(clock.now())).find((each) => each.service === sight.service);
      return found === undefined ? refusal('not_found') : { status: 200, body: described(found) };
    },
  };
}

function postOperation(
  { registry, announcements, clock, changed }: AnnouncementParts,
  { id, operation, words, about }: Place,
): Operation {
  return {
    ...operation,
    id: `${id}.post`,
    method: 'put',
    changes: true,
    summary: `Posts an announcement ${words}, in the place of the one before`,
    description:
      'It is shown with whose words it is on the chooser, on refusals and on error pages, and ends by itself. A supplier does not replace what the operator posted. Write nothing about people.',
    body: {
      schemaName: 'AnnouncementToPost',
      schema: written,
      example: { nl: 'Inloggen lukt nu vaak niet. We werken eraan.', hours: 2 },
    },
    responses: [oneResponse('The announcement as it is now.')],
    problems: ['not_found', 'forbidden', 'invalid'],
    async handle(call) {
      const speaker = await speakerAt(registry, call, about(call.path));
      if ('problem' in speaker) return speaker;
      if ('mayOnlyRead' in speaker) {
        return forOperator('the operator alone announces what is about all sign-ins');
      }
      const asked = readBody(written, call.body);
      if ('problem' in asked) return asked;
      const { hours = mostAnnouncedHours, nl, en } = asked.read;
      const postedAt = clock.now();
      const announcement = {
        ...speaker,
        nl,
        ...(en === undefined ? {} : { en }),
        postedAt,
        endsAt: postedAt + hours * hourMillis,
      };
      const outcome = await announcements.post(announcement, whoOf(call));
      if (outcome === 'held') {
        return forOperator('there is an announcement of the operator about this service');
      }
      await changed();
      return { status: 200, body: described(announcement) };
    },
  };
}

function removeOperation(
  { registry, announcements, clock, changed }: AnnouncementParts,
  { id, operation, words, about }: Place,
): Operation {
  return {
    ...operation,
    id: `${id}.remove`,
    method: 'delete',
    changes: true,
    summary: `Takes the announcement ${words} down`,
    responses: [
      {
        status: 200,
        description: 'It is on no page any more.',
        schemaName: 'AnnouncementRemoval',
        schema: removalShape,
      },
    ],
    problems: ['not_found', 'forbidden'],
    async handle(call) {
      const speaker = await speakerAt(registry, call, about(call.path));
      if ('problem' in speaker) return speaker;
      if ('mayOnlyRead' in speaker) return forOperator('what is about all sign-ins is the operator’s');
      const outcome = await announcements.remove({ ...speaker, at: clock.now() }, whoOf(call));
      if (outcome === 'none') return refusal('not_found');
      if (outcome === 'held') return forOperator('this announcement is the operator’s');
      await changed();
      return { status: 200, body: { outcome } };
    },
  };
}

interface Speaker {
  readonly service?: ServiceId;
  /** Absent: the operator. */
  readonly supplier?: SupplierId;
}

/** For whom this API client would speak here. What it does not see, it is not told of; a board announces nothing. */
async function speakerAt(
  registry: AnnouncementParts['registry'],
  { client }: Call,
  about: About | undefined,
): Promise<Speaker | (Speaker & { readonly mayOnlyRead: true }) | Extract<Answer, { problem: unknown }>> {
  const { party } = client;
  if (party.kind === 'board') return { problem: { code: 'forbidden' } };
  if (about === undefined) return { problem: { code: 'not_found' } };
  if (about === 'all-sign-ins') return party.kind === 'operator' ? {} : { mayOnlyRead: true };
  const seen = await seenRecord(registry, client, { kind: 'service', id: about.service });
  if (seen?.sight !== 'all') return { problem: { code: 'not_found' } };
  return party.kind === 'operator' ? about : { ...about, supplier: party.id };
}

function forOperator(problem: string): Answer {
  return refusal('forbidden', {
    faults: [{ path: [], problem, remedy: 'ask the operator of the federation' }],
  });
}

function whoOf({ client, reason }: Call) {
  return { author: authorOf(client), statedReason: reason };
}

function described({
  service,
  supplier,
  nl,
  en,
  postedAt,
  endsAt,
}: Announcement): z.infer<typeof announcementShape> {
  return {
    ...(service && { service }),
    by: supplier === undefined ? 'operator' : 'supplier',
    nl,
    ...(en === undefined ? {} : { en }),
    postedAt: new Date(postedAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  };
}
