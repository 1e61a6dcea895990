import type { Clock } from '../domain/clock.ts';
import { factorId, type FactorId, type PortalAccountId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { NewMessage } from '../domain/outbox.ts';
import type { Granter } from '../domain/portal-roles.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { AccountFactors, FactorStore } from '../storage/stores/factor-store.ts';
import type { RelyingPartyStore } from '../storage/stores/relying-party-store.ts';
import { createChallenges, type Challenges } from './challenges.ts';
import type { FactorRefusal, RefusedFactor } from './outcomes.ts';
import type { RelyingParty } from './passkey-ceremony.ts';
import { createFactorSealing, type FactorSealing } from './sealed-factor.ts';
import { createThrottle, type Throttle } from './throttle.ts';

export interface FactorParts {
  readonly store: FactorStore;
  readonly relyingParties: Pick<RelyingPartyStore, 'fix'>;
  readonly sealer: LastingSealer;
  /** The one that seals what it keeps: a secret waits there until its first code came. */
  readonly ephemeral: EphemeralStore;
  /** The audit trail, for what was refused; what was done is written with it. */
  readonly audit: (event: AuditEvent) => Promise<unknown>;
  /** What is told of it, to be written with it; empty where no mail is set up. */
  readonly notices: FactorNotices;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly relyingParty: RelyingParty;
}

/** What of an account is told to somebody. */
export type FactorNotice =
  | 'factor_added'
  | 'factor_removed'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'reset_requested'
  | 'reset_confirmed'
  | 'called_off';

/** `by`: whoever did it; absent: the account itself. Who has to know is known there. */
export type FactorNotices = (
  about: FactorNotice,
  account: PortalAccountId,
  by?: Granter,
) => Promise<readonly NewMessage[]>;

/** What all kinds of factors are made from. */
export interface SharedParts extends FactorParts {
  readonly sealing: FactorSealing;
  readonly challenges: Challenges;
  readonly throttle: Throttle;
  /** What is known of an account now: a reset whose wait is over is carried out first. */
  readonly known: (account: PortalAccountId) => Promise<AccountFactors>;
}

export function sharedParts(parts: FactorParts): SharedParts {
  const { store, sealer, ephemeral, clock, randomness } = parts;
  return {
    ...parts,
    sealing: createFactorSealing(store, sealer),
    challenges: createChallenges({ store: ephemeral, randomness }),
    throttle: createThrottle({ store: ephemeral, clock }),
    async known(account) {
      const known = await store.read(account);
      const { reset } = known;
      if (reset?.opensAt === undefined || reset.isDone || clock.now() < reset.opensAt) return known;
      const now = clock.now();
      await store.carryOutReset(account, now, [factorEvent('factor.reset_done', account, now)]);
      return store.read(account);
    },
  };
}

export type FactorEventType = Extract<AuditEvent['type'], `factor.${string}`>;

export function factorEvent(
  type: FactorEventType,
  account: PortalAccountId,
  at: number,
  more: Pick<AuditEvent, 'reason' | 'author' | 'statedReason'> = {},
): AuditEvent {
  return { type, at, recordKind: 'portal_account', recordId: account, ...more };
}

export function newFactorId(randomness: Randomness): FactorId {
  const id = factorId(randomness.uuid());
  if (id === undefined) throw new TypeError('the generator made no UUID');
  return id;
}

/** What was not taken as a proof, in the audit trail as well. */
export async function refusedAt(
  { audit, clock }: SharedParts,
  account: PortalAccountId,
  reason: FactorRefusal,
): Promise<RefusedFactor> {
  await audit(factorEvent('factor.refused', account, clock.now(), { reason }));
  return { outcome: 'refused', reason };
}
