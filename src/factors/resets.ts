import type { FactorProof } from '../domain/factors.ts';
import { dayMillis } from '../domain/clock.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import { authorOf, type Granter, type PortalRole } from '../domain/portal-roles.ts';
import type { FactorReset } from '../storage/stores/factor-store.ts';
import { provesChange } from './adding.ts';
import type { NotAllowed } from './outcomes.ts';
import { factorEvent, type SharedParts } from './parts.ts';
import { openMillis, waitMillis } from './recovery.ts';

/** Both people said that they are with whoever it is about: then this is long enough for a mail to be seen. */
const waitInPresenceMillis = 60 * 60_000;
/** How long a request waits for the second person. */
const requestMillis = 7 * dayMillis;

export interface ResetRefusal {
  readonly outcome: 'refused';
  /** `own_account`: nobody resets their own factors; `same_person`: it takes two; `under_way`: one was asked for; `not_requested`: none waits. */
  readonly reason: 'own_account' | 'same_person' | 'under_way' | 'not_requested';
}

export interface RequestedReset {
  readonly outcome: 'requested';
}

export interface ConfirmedReset {
  readonly outcome: 'confirmed';
  /** From then on the account has no factors, and until then it may add a first one. */
  readonly opensAt: number;
  readonly closesAt: number;
  /** Sessions of the account that began before are over; the caller ends them. */
  readonly sessionsBefore: number;
}

export interface Resets {
  /** Whether these people may is for the caller to say; that they are two, and neither is the account, is looked at here. */
  requestReset(
    account: PortalAccountId,
    asked: {
      readonly by: Granter;
      readonly second?: Granter;
      readonly inPresence?: boolean;
      /** In the words of whoever asks; kept in the audit trail alone. */
      readonly reason?: string;
    },
  ): Promise<RequestedReset | ConfirmedReset | ResetRefusal>;
  confirmReset(
    account: PortalAccountId,
    confirmed: { readonly by: Granter; readonly inPresence?: boolean },
  ): Promise<ConfirmedReset | ResetRefusal>;
  /** Ends a reset before it is carried out, and what a recovery code began: whoever has a factor is still there. */
  callOff(
    account: PortalAccountId,
    by: { readonly proof: FactorProof; readonly roles: readonly PortalRole[] },
  ): Promise<{ readonly outcome: 'called_off' } | NotAllowed>;
}

export function createResets(parts: SharedParts): Resets {
  const { store, clock, known, notices } = parts;
  return {
    async requestReset(account, { by, second, inPresence, reason }) {
      const fault = faultOf(account, by, second);
      if (fault !== undefined) return refused(fault);
      await known(account);
      const at = clock.now();
      const confirmed = second === undefined ? undefined : confirmation(second, at, inPresence);
      const events = [
        factorEvent('factor.reset_requested', account, at, {
          author: authorOf(by),
          ...(reason === undefined ? {} : { statedReason: reason }),
        }),
        ...(second === undefined ? [] : [confirmedEvent(account, at, second, inPresence)]),
      ];
      const reset = { requestedBy: by, requestedAt: at, ...confirmed };
      const about = confirmed === undefined ? 'reset_requested' : 'reset_confirmed';
      const messages = await notices(about, account, by);
      const isNew = await store.requestReset(account, reset, { since: at - requestMillis }, events, messages);
      if (!isNew) return refused('under_way');
      return confirmed === undefined ? { outcome: 'requested' } : confirmedOutcome(confirmed);
    },
    async confirmReset(account, { by, inPresence }) {
      const at = clock.now();
      const { reset } = await known(account);
      if (reset === undefined || stageOf(reset, at) !== 'requested') return refused('not_requested');
      const fault = faultOf(account, reset.requestedBy, by);
      if (fault !== undefined) return refused(fault);
      const confirmed = confirmation(by, at, inPresence);
      const events = [confirmedEvent(account, at, by, inPresence)];
      const messages = await notices('reset_confirmed', account, by);
      const isDone = await store.confirmReset(account, reset.requestedAt, confirmed, events, messages);
      return isDone ? confirmedOutcome(confirmed) : refused('not_requested');
    },
    async callOff(account, { proof, roles }) {
      const at = clock.now();
      const state = { account, known: await known(account), now: at, roles };
      if (!provesChange(state, proof)) return { outcome: 'not_allowed' };
      const events = [factorEvent('factor.called_off', account, at)];
      const messages = await notices('called_off', account);
      const isDone = await store.callOff(account, proof.factor, events, messages);
      return isDone ? { outcome: 'called_off' } : { outcome: 'not_allowed' };
    },
  };
}

/** How far a reset has come. `undefined`: it was done, or waited for a second person too long. */
export function stageOf(
  { requestedAt, confirmedAt, isDone }: FactorReset,
  now: number,
): 'requested' | 'confirmed' | undefined {
  if (isDone) return undefined;
  if (confirmedAt !== undefined) return 'confirmed';
  return now < requestedAt + requestMillis ? 'requested' : undefined;
}

function faultOf(
  account: PortalAccountId,
  by: Granter,
  second: Granter | undefined,
): ResetRefusal['reason'] | undefined {
  const isAccount = (granter: Granter | undefined) =>
    granter?.kind === 'account' && granter.account === account;
  if (isAccount(by) || isAccount(second)) return 'own_account';
  return second !== undefined && authorOf(by) === authorOf(second) ? 'same_person' : undefined;
}

type Confirmation = Required<Pick<FactorReset, 'confirmedBy' | 'confirmedAt' | 'opensAt' | 'closesAt'>>;

function confirmation(by: Granter, at: number, inPresence = false): Confirmation {
  const opensAt = at + (inPresence ? waitInPresenceMillis : waitMillis);
  return { confirmedBy: by, confirmedAt: at, opensAt, closesAt: opensAt + openMillis };
}

function confirmedOutcome({ confirmedAt, opensAt, closesAt }: Confirmation): ConfirmedReset {
  return { outcome: 'confirmed', opensAt, closesAt, sessionsBefore: confirmedAt };
}

function confirmedEvent(account: PortalAccountId, at: number, by: Granter, inPresence = false) {
  const reason = inPresence ? 'in_presence' : 'apart';
  return factorEvent('factor.reset_confirmed', account, at, { author: authorOf(by), reason });
}

function refused(reason: ResetRefusal['reason']): ResetRefusal {
  return { outcome: 'refused', reason };
}
