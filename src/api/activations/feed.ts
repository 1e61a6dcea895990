import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { dayAt, type Clock } from '../../domain/clock.ts';
import type { ServiceId } from '../../domain/ids.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { LedgerStore } from '../../storage/stores/ledger-store.ts';
import type { Party } from '../../domain/party.ts';
import { changesSince, entryOf, type ActivationChange } from './entries.ts';
import { createMissingClaims, type MissingClaimsAnswer, type ServiceNow } from './missing-now.ts';
import type { FoundPair } from './read-pairs.ts';
import { servicesFor } from './services.ts';
import { knownSuccessors, type Succession } from './successors.ts';
import { describedChange, describedEntry } from './told.ts';
import { standingsOf, type Standing } from './timeline.ts';
import { walkPairs, walkStart, type WalkPage, type WalkPosition } from './walk.ts';

export interface FeedQuery {
  readonly party: Party;
  readonly service?: ServiceId;
  readonly limit: number;
  readonly position?: WalkPosition;
}

export interface ChangesPage extends WalkPage<ReturnType<typeof describedChange>> {
  /** From when on to ask next time, in milliseconds since the epoch. */
  readonly nextSince: number;
}

/** What suppliers are told of the schools that have their services. */
export interface ActivationFeed {
  list(query: FeedQuery): Promise<WalkPage<ReturnType<typeof describedEntry>>>;
  changes(query: FeedQuery & { readonly since: number }): Promise<ChangesPage>;
  /** `undefined`: no service of this party. */
  missingClaims(party: Party, service: ServiceId): Promise<MissingClaimsAnswer | undefined>;
}

export interface FeedParts {
  readonly registry: Pick<Registry, 'find' | 'list' | 'ask' | 'histories' | 'everNaming'>;
  readonly ledger: Pick<LedgerStore, 'schoolsLacking'>;
  readonly catalogue: AttributeCatalogue;
  readonly clock: Clock;
  readonly timeZone: string;
  /** A service as this node has it now, with the schools whose policy switches it on. */
  readonly serviceNow: (service: ServiceId) => ServiceNow | undefined;
}

/** A change has the time at which it was asked for, and a large one is written minutes later: so much is told twice. */
const overlapMillis = 10 * 60_000;

export function createActivationFeed(parts: FeedParts): ActivationFeed {
  const { registry, catalogue, clock, timeZone } = parts;
  const missing = createMissingClaims(parts);
  const standings = (pair: FoundPair): readonly Standing[] =>
    standingsOf(pair, { now: clock.now(), timeZone, catalogue });
  return {
    async list({ party, service, limit, position = walkStart(clock.now()) }) {
      const services = await servicesFor(registry, party, service);
      return walkPairs(registry, services, { position, limit }, (pair, { id }) => {
        const stood = standings(pair);
        return { items: entryOf(stood).map((entry) => describedEntry(id, entry)), looked: stood.length };
      });
    },
    async changes({ party, service, limit, since, position = walkStart(clock.now()) }) {
      const services = await servicesFor(registry, party, service);
      const page = await walkPairs(registry, services, { position, limit }, (pair, { id }) => {
        const stood = standings(pair);
        const items = changesSince(stood, since).map((change) => ({ service: id, change }));
        return { items, looked: stood.length };
      });
      const today = dayAt(clock.now(), timeZone);
      const successorOf = await knownSuccessors(registry, page.items.flatMap(successionOf), today);
      const items = page.items.map((item) => {
        const [succession] = successionOf(item);
        return describedChange(item.service, item.change, succession && successorOf(succession));
      });
      return { ...page, items, nextSince: Math.max(since, position.began - overlapMillis) };
    },
    async missingClaims(party, service) {
      const [own] = await servicesFor(registry, party, service);
      return own && missing(own.id);
    },
  };
}

function successionOf({
  service,
  change,
}: {
  readonly service: ServiceId;
  readonly change: ActivationChange;
}): readonly Succession[] {
  if (change.change !== 'switched_off' || change.successor === undefined) return [];
  return [{ service, successor: change.successor }];
}
