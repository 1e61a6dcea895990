import { z } from 'zod';
import type { Registry } from '../../register/changes/registry.ts';
import { readPairs, readService, type FeedService, type FoundPair } from './read-pairs.ts';

/** Where a page ended: in which service, after which policy, and how much of the next one was told. */
export interface WalkPosition {
  readonly service: string;
  readonly after: string;
  readonly told: number;
  /** When the walk began. */
  readonly began: number;
}

export function walkStart(began: number): WalkPosition {
  return { service: '', after: '', told: 0, began };
}

export interface WalkPage<Item> {
  readonly items: readonly Item[];
  /** Absent at the end. A page may be empty and still have it. */
  readonly next?: WalkPosition;
}

/** What a pair tells, and how many moments of it were looked at for that. */
export type TellPair<Item> = (
  pair: FoundPair,
  service: FeedService,
) => { readonly items: readonly Item[]; readonly looked: number };

/** Pairs that are read at once. */
const batchSize = 20;
/** So that nobody can make one call look at a whole federation, or at one that changed thousands of times. */
const mostLooks = 4_000;
/** Asking for a service costs as much as so many looks. */
const looksOfService = 10;

/** Tells pairs one after another: by service, and of a service by school. */
export async function walkPairs<Item>(
  registry: Pick<Registry, 'histories' | 'everNaming'>,
  services: readonly FeedService[],
  from: { readonly position: WalkPosition; readonly limit: number },
  tell: TellPair<Item>,
): Promise<WalkPage<Item>> {
  const { position, limit } = from;
  const walk: Walk<Item> = { registry, limit, tell, items: [], looks: 0 };
  for (const service of services.filter(({ id }) => id >= position.service)) {
    const start =
      service.id === position.service ? position : { ...walkStart(position.began), service: service.id };
    if (walk.looks >= mostLooks) return { items: walk.items, next: start };
    const next = await walkService(walk, service, start);
    if (next !== undefined) return { items: walk.items, next };
  }
  return { items: walk.items };
}

interface Walk<Item> {
  readonly registry: Pick<Registry, 'histories' | 'everNaming'>;
  readonly limit: number;
  readonly tell: TellPair<Item>;
  readonly items: Item[];
  looks: number;
}

/** Goes on until the page is full, which gives the place behind it, or the service has no more pairs. */
async function walkService<Item>(
  walk: Walk<Item>,
  service: FeedService,
  start: WalkPosition,
): Promise<WalkPosition | undefined> {
  walk.looks += looksOfService;
  const past = await readService(walk.registry, service.id);
  let position = start;
  for (;;) {
    const page = { after: position.after, limit: batchSize };
    const pairs = await readPairs(walk.registry, service, past, page);
    for (const pair of pairs) {
      if (walk.items.length >= walk.limit || walk.looks >= mostLooks) return position;
      position = tellPair(walk, service, pair, position);
      if (position.told > 0) return position;
    }
    if (pairs.length < batchSize) return undefined;
  }
}

/** Where to go on: behind the pair, or in it when the page has no room for the rest. */
function tellPair<Item>(
  walk: Walk<Item>,
  service: FeedService,
  pair: FoundPair,
  position: WalkPosition,
): WalkPosition {
  const { items, looked } = walk.tell(pair, service);
  walk.looks += looked;
  const rest = items.slice(position.told);
  const room = walk.limit - walk.items.length;
  walk.items.push(...rest.slice(0, room));
  return rest.length > room
    ? { ...position, told: position.told + room }
    : { ...position, after: pair.id, told: 0 };
}

const latestMoment = 8.64e15;
const positionShape = z.tuple([z.string(), z.string(), z.int().min(0), z.int().min(0).max(latestMoment)]);

/** API clients do not look inside. */
export function writePosition({ service, after, told, began }: WalkPosition): string {
  return Buffer.from(JSON.stringify([service, after, told, began])).toString('base64url');
}

export function readPosition(text: string): WalkPosition | undefined {
  try {
    const read = positionShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!read.success) return undefined;
    const [service, after, told, began] = read.data;
    return { service, after, told, began };
  } catch {
    return undefined;
  }
}
