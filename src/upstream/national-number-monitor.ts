import type { Clock } from '../domain/clock.ts';
import type { AttributeName, IdpId } from '../domain/ids.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { lengthPrefixed } from './attributes/person-identifiers.ts';
import { looksLikeNationalNumber } from './national-number.ts';
import { isNews, isWithheld, unsuspected, type Sighting } from './number-suspicion.ts';
import { createSharedSuspicions, type Turn } from './shared-suspicions.ts';

export interface NationalNumberReport extends Turn {
  readonly idp: IdpId;
}

export interface NationalNumberMonitor {
  /**
   * Counts the values of this sign-in and gives the identity back without the attributes that, at this IdP, are
   * national numbers for nearly everyone. Once withheld, an attribute stays so until 20 different people were seen
   * since and fewer than half of the newest have such a number. Throws `storage.unavailable`: fails closed.
   */
  screen(identity: SchoolIdentity): Promise<SchoolIdentity>;
}

export interface MonitorOptions {
  /** Shared by the nodes, and sealed. */
  readonly store: EphemeralStore;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Called once for each attribute that is withheld, or believed again. */
  readonly report: (finding: NationalNumberReport) => void;
}

/**
 * Watches, per IdP and attribute, which share of different people has a value that passes the BSN's eleven-test
 * (invariant 5). Keeps no value and no identifier: people are told apart by a keyed hash. A sign-in waits for the store
 * once a minute per IdP and node, and where a value passes, or others at this IdP did.
 */
export function createNationalNumberMonitor({
  store,
  sealer,
  clock,
  report,
}: MonitorOptions): NationalNumberMonitor {
  const shared = createSharedSuspicions(store, clock);
  return {
    async screen(identity) {
      const before = await shared.of(identity.idpId);
      const person = handleOf(identity, sealer);
      const news = new Map<AttributeName, Sighting>();
      for (const [name, values] of identity.attributes) {
        const sighting = { person, passes: values.some(looksLikeNationalNumber), at: clock.now() };
        if (isNews(before.get(name) ?? unsuspected, sighting)) news.set(name, sighting);
      }
      if (news.size > 0) {
        for (const turn of await shared.add(identity.idpId, news)) report({ idp: identity.idpId, ...turn });
      }
      const now = news.size > 0 ? await shared.of(identity.idpId) : before;
      const innocent = [...identity.attributes].filter(([name]) => !isWithheld(now.get(name) ?? unsuspected));
      return { ...identity, attributes: new Map(innocent) };
    },
  };
}

function handleOf({ idpId, identifiers }: SchoolIdentity, sealer: Sealer): string {
  const parts = identifiers.flatMap(({ namespace, value }) => [namespace, value]);
  const name = sealer.name(`numbers-person:${lengthPrefixed([idpId, ...parts])}`);
  return name.slice(name.indexOf(':') + 1).slice(0, 16);
}
