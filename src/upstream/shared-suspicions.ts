import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { attributeName, type AttributeName, type IdpId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { judged, merged, unsuspected, type Sighting, type Suspicion } from './number-suspicion.ts';

/** After the last sign-in; longer than a summer holiday. */
const rememberSeconds = 90 * 24 * 60 * 60;
/** How long a node goes by what it last read of an IdP. */
const freshMillis = 60_000;
/** Of two that write at once, one has to write again. */
const mostAttempts = 8;

type Suspicions = ReadonlyMap<AttributeName, Suspicion>;

/** An attribute about which the mind was changed, and by how many people. */
export interface Turn {
  readonly attribute: AttributeName;
  readonly withheld: boolean;
  readonly people: number;
}

/**
 * What the nodes together think of the attributes of each IdP. One record per IdP, in a store that seals it: some tens
 * of people per attribute that ever looked suspicious, as keyed hashes. Throws `storage.unavailable`.
 */
export interface SharedSuspicions {
  /** From memory; once a minute, and at the first sign-in, from the store. */
  of(idp: IdpId): Promise<Suspicions>;
  /** Adds what was seen, and what other nodes saw meanwhile; returns where that changed the mind, once for all nodes. */
  add(idp: IdpId, seen: ReadonlyMap<AttributeName, Sighting>): Promise<readonly Turn[]>;
}

export function createSharedSuspicions(store: EphemeralStore, clock: Clock): SharedSuspicions {
  const known = new Map<IdpId, { readAt: number; suspicions: Suspicions }>();
  const keyOf = (idp: IdpId): string => `numbers:${idp}`;
  const thoughtOf = (idp: IdpId): Suspicions => known.get(idp)?.suspicions ?? new Map();
  const learn = (idp: IdpId, learnt: Suspicions): void => {
    const suspicions = mergedAll(thoughtOf(idp), learnt);
    known.set(idp, { readAt: known.get(idp)?.readAt ?? Number.NEGATIVE_INFINITY, suspicions });
  };

  const see = (idp: IdpId, seen: ReadonlyMap<AttributeName, Sighting>): void => {
    const before = thoughtOf(idp);
    learn(
      idp,
      new Map([...seen].map(([name, sighting]) => [name, withSighting(before.get(name), sighting)])),
    );
  };

  /** Writes what this node thinks, merged with whatever is there; returns what was there first. */
  async function share(idp: IdpId): Promise<Suspicions> {
    let first: Suspicions | undefined;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const mine = written(thoughtOf(idp));
      const there = await store.exchange(keyOf(idp), mine);
      if (there === undefined && (await store.putIfAbsent(keyOf(idp), mine, rememberSeconds))) break;
      const others = read(there);
      first ??= others;
      learn(idp, others);
      if (there !== undefined && mine.equals(written(thoughtOf(idp)))) break;
    }
    return first ?? new Map();
  }

  return {
    async of(idp) {
      const last = known.get(idp);
      if (last !== undefined && clock.now() - last.readAt < freshMillis) return last.suspicions;
      const there = await store.getAndRenew(keyOf(idp), rememberSeconds);
      learn(idp, read(there));
      const suspicions = thoughtOf(idp);
      // a store that lost it gets it back
      if (suspicions.size > 0 && !written(suspicions).equals(there ?? Buffer.alloc(0))) await share(idp);
      known.set(idp, { readAt: clock.now(), suspicions: thoughtOf(idp) });
      return thoughtOf(idp);
    },
    async add(idp, seen) {
      see(idp, seen);
      await share(idp);
      // once more, for where the store knew of a later turn
      see(idp, seen);
      const before = thoughtOf(idp);
      const turned = new Map([...before].map(([name, suspicion]) => [name, judged(suspicion)]));
      if ([...turned].every(([name, { turn }]) => turn === before.get(name)?.turn)) return [];
      learn(idp, turned);
      const there = await share(idp);
      return [...turned].flatMap(([attribute, { turn }]) =>
        turn > (there.get(attribute)?.turn ?? 0)
          ? [{ attribute, withheld: turn % 2 === 1, people: before.get(attribute)?.people.length ?? 0 }]
          : [],
      );
    },
  };
}

function withSighting(suspicion: Suspicion | undefined, sighting: Sighting): Suspicion {
  const before = suspicion ?? unsuspected;
  return merged(before, { turn: before.turn, people: [sighting] });
}

function mergedAll(one: Suspicions, other: Suspicions): Suspicions {
  const all = new Map(one);
  for (const [name, suspicion] of other) all.set(name, merged(all.get(name) ?? unsuspected, suspicion));
  return all;
}

const record = z.array(
  z.object({
    attribute: z.string(),
    turn: z.int().min(0),
    people: z.array(z.tuple([z.string(), z.boolean(), z.int()])),
  }),
);

/** Equal for equal thoughts. */
function written(suspicions: Suspicions): Buffer {
  const rows = [...suspicions]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([attribute, { turn, people }]) => ({
      attribute,
      turn,
      people: people.map(({ person, passes, at }) => [person, passes, at]),
    }));
  return Buffer.from(JSON.stringify(rows));
}

/** What is there; nothing when it is not of this shape, after an update for instance. */
function read(bytes: Uint8Array | undefined): Suspicions {
  const rows = record.safeParse(bytes === undefined ? [] : jsonIn(bytes)).data ?? [];
  const suspicions = new Map<AttributeName, Suspicion>();
  for (const { attribute, turn, people } of rows) {
    const name = attributeName(attribute);
    if (name === undefined) continue;
    suspicions.set(name, { turn, people: people.map(([person, passes, at]) => ({ person, passes, at })) });
  }
  return suspicions;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
