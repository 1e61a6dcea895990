import type { FactorProof } from '../domain/factors.ts';
import { dayMillis } from '../domain/clock.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import { authorOf, type Granter, type PortalRole } from '../domain/portal-roles.ts';
import { unguessable } from '../domain/randomness.ts';
import { secretHash } from '../domain/secret-hash.ts';
import type { FactorReset, ResetConfirmation } from '../storage/stores/factor-store.ts';
import { provesChange } from './adding.ts';
import type { NotAllowed } from './outcomes.ts';
import { factorEvent, type SharedParts } from './parts.ts';
import { waitMillis } from './recovery.ts';

const hourMillis = 60 * 60_000;
/** All three people said that they are together: then this is long enough for a mail to be seen. */
const waitInPresenceMillis = hourMillis;
/** From the request on: who is in one room needs no longer to say so. */
const togetherMillis = hourMillis;
/** How long a first factor may be added after the wait, as long as an invitation is open. */
const openMillis = 7 * dayMillis;
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
  /** What the link holds that leads to the page on which the first factor is added; told once. */
  readonly linkSecret: string;
}

export interface Resets {
  /** Whether these people may is for the caller to say; that they are two, and neither is the account, is looked at here. */
  requestReset(
    account: PortalAccountId,
    asked: {
      readonly by: Granter;
      /** Who confirms it at once. */
      readonly second?: Granter;
      /** Whoever asks is with the person whose account it is. */
      readonly inPresence?: boolean;
      /** In the words of whoever asks; kept in the audit trail alone. */
      readonly reason?: string;
      /** The moment of a request that makes room: whoever asked may not do so any more. */
      readonly replaces?: number;
    },
  ): Promise<RequestedReset | ConfirmedReset | ResetRefusal>;
  /**
   * The account itself says that it is with whoever asked, at a sign-in of that moment. One from before the request shows a screen that
   * was left open, and nobody who knows of it. `not_requested`: nobody said so who asked, or too long ago.
   */
  joinReset(account: PortalAccountId, signedInAt: number): Promise<JoinedReset | ResetRefusal>;
  /** `inPresence` counts where the two others said so too, within an hour of the request. */
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

interface JoinedReset {
  readonly outcome: 'joined';
}

export function createResets(parts: SharedParts): Resets {
  const { store, clock, randomness, known, notices } = parts;
  return {
    async requestReset(account, { by, second, inPresence = false, reason, replaces }) {
      const fault = faultOf(account, by, second);
      if (fault !== undefined) return refused(fault);
      await known(account);
      const at = clock.now();
      const linkSecret = unguessable(randomness);
      const confirmed = second && confirmation({ by: second, at, together: false, linkSecret });
      const events = [
        factorEvent('factor.reset_requested', account, at, {
          author: authorOf(by),
          reason: presenceWord(inPresence),
          ...(reason === undefined ? {} : { statedReason: reason }),
        }),
        ...(second === undefined ? [] : [confirmedEvent(account, at, second, false)]),
      ];
      const reset = { requestedBy: by, requestedAt: at, inPresence, ...confirmed };
      const room = { since: at - requestMillis, ...(replaces === undefined ? {} : { replaces }) };
      const about = confirmed === undefined ? 'reset_requested' : 'reset_confirmed';
      const messages = await notices(about, account, by);
      const isNew = await store.requestReset(account, reset, room, events, messages);
      if (!isNew) return refused('under_way');
      return confirmed === undefined ? { outcome: 'requested' } : confirmedOutcome(confirmed, linkSecret);
    },
    async joinReset(account, signedInAt) {
      const at = clock.now();
      const { reset } = await known(account);
      if (reset === undefined || !waitsForAccount(reset, at) || signedInAt < reset.requestedAt) {
        return refused('not_requested');
      }
      const author = authorOf({ kind: 'account', account });
      const events = [factorEvent('factor.reset_joined', account, at, { author })];
      const isDone = await store.joinReset(account, reset.requestedAt, at, events);
      return isDone ? { outcome: 'joined' } : refused('not_requested');
    },
    async confirmReset(account, { by, inPresence = false }) {
      const at = clock.now();
      const { reset } = await known(account);
      if (reset === undefined || stageOf(reset, at) !== 'requested') return refused('not_requested');
      const fault = faultOf(account, reset.requestedBy, by);
      if (fault !== undefined) return refused(fault);
      const together = inPresence && isTogether(reset, at);
      const linkSecret = unguessable(randomness);
      const confirmed = confirmation({ by, at, together, linkSecret });
      const events = [confirmedEvent(account, at, by, together)];
      const messages = await notices('reset_confirmed', account, by);
      const isDone = await store.confirmReset(account, reset.requestedAt, confirmed, events, messages);
      return isDone ? confirmedOutcome(confirmed, linkSecret) : refused('not_requested');
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

/** Whether whoever asked is with the person whose account it is, who has not said so yet. */
export function waitsForAccount(reset: FactorReset, now: number): boolean {
  return isOfNow(reset, now) && reset.joinedAt === undefined;
}

/** Whether whoever asked and the person whose account it is both said that they are together. */
export function isTogether(reset: FactorReset, now: number): boolean {
  return isOfNow(reset, now) && reset.joinedAt !== undefined;
}

function isOfNow(reset: FactorReset, now: number): boolean {
  return stageOf(reset, now) === 'requested' && reset.inPresence && now < reset.requestedAt + togetherMillis;
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

function confirmation({
  by,
  at,
  together,
  linkSecret,
}: {
  readonly by: Granter;
  readonly at: number;
  readonly together: boolean;
  readonly linkSecret: string;
}): ResetConfirmation {
  const opensAt = at + (together ? waitInPresenceMillis : waitMillis);
  const linkHash = secretHash(linkSecret);
  return { confirmedBy: by, confirmedAt: at, opensAt, closesAt: opensAt + openMillis, linkHash };
}

function confirmedOutcome(
  { confirmedAt, opensAt, closesAt }: ResetConfirmation,
  linkSecret: string,
): ConfirmedReset {
  return { outcome: 'confirmed', opensAt, closesAt, sessionsBefore: confirmedAt, linkSecret };
}

function confirmedEvent(account: PortalAccountId, at: number, by: Granter, together: boolean) {
  const reason = presenceWord(together);
  return factorEvent('factor.reset_confirmed', account, at, { author: authorOf(by), reason });
}

function presenceWord(isPresent: boolean): 'in_presence' | 'apart' {
  return isPresent ? 'in_presence' : 'apart';
}

function refused(reason: ResetRefusal['reason']): ResetRefusal {
  return { outcome: 'refused', reason };
}
