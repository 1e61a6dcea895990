import type { Clock } from '../domain/clock.ts';
import type { SchoolId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** How long all nodes know when somebody last signed in at a school. */
const lastSignInKeptSeconds = 24 * 60 * 60;
/** A node tells the others of one school so often at most. */
const everyMillis = 10_000;

/** When somebody, whoever it was, last signed in at a school: what one node alone does not know. */
export interface LastSignIns {
  /** Nobody waits for it, and nobody is told when it fails; the metric of the store counts that. */
  tell(school: SchoolId): void;
  /** Whether nobody signed in since a moment of the last day, at whatever node. Throws when the store does not answer. */
  isNobodySince(school: SchoolId, moment: number): Promise<boolean>;
}

export function createLastSignIns(parts: {
  readonly store: Pick<EphemeralStore, 'get' | 'put'>;
  readonly clock: Clock;
}): LastSignIns {
  const { store, clock } = parts;
  const told = new Map<SchoolId, number>();
  const keyOf = (school: SchoolId): string => `signed-in:${school}`;
  return {
    tell(school) {
      const now = clock.now();
      if (now - (told.get(school) ?? -everyMillis) < everyMillis) return;
      told.set(school, now);
      store.put(keyOf(school), Buffer.from(String(now)), lastSignInKeptSeconds).catch(() => {
        told.delete(school);
      });
    },
    async isNobodySince(school, moment) {
      const found = await store.get(keyOf(school));
      if (found === undefined) return true;
      // of those who came soon after, nobody was told
      return Number(Buffer.from(found).toString()) + everyMillis < moment;
    },
  };
}
