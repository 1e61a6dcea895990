import type { FactorKind, RecoveryPass } from '../../domain/factors.ts';
import type { FactorId, PortalAccountId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { NewMessage } from '../../domain/outbox.ts';
import type { Granter } from '../../domain/portal-roles.ts';
import type { SealedRows } from './sealed-rows.ts';
import type { Store } from './store.ts';

/** A row with a secret. Recovery codes are hashes of their own, and their row has the key of these. */
export interface KeptFactor {
  readonly id: FactorId;
  readonly account: PortalAccountId;
  readonly kind: FactorKind | 'recovery_codes';
  /** Milliseconds since the epoch, as all moments here. */
  readonly addedAt: number;
  readonly lastUsedAt?: number;
  readonly sealed: Uint8Array;
}

export interface NewFactor extends Omit<KeptFactor, 'lastUsedAt'> {
  readonly keyVersion: number;
  /** Of a passkey: SHA-256 of its credential id in base64url, and how often it says that it signed. */
  readonly passkey?: { readonly credential: string; readonly signCount: number };
  /** Of an app that makes codes: the time step of the code that confirmed it. */
  readonly totpStep?: number;
}

/** Why a factor may be added; the store looks whether that is still so at the very moment. */
export type GroundToAdd =
  | { readonly kind: 'proof'; readonly factor: FactorId }
  /** For the first factor alone. */
  | { readonly kind: 'acceptance' }
  /** Used up by the factor that is added. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'recovery_pass' };

/** Two people take away all factors of an account. */
export interface FactorReset {
  readonly requestedBy: Granter;
  readonly requestedAt: number;
  readonly confirmedBy?: Granter;
  readonly confirmedAt?: number;
  /** From then on there are no factors, and until then a first one may be added. Present once it is confirmed. */
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** Whoever asked said that they are with the person whose account it is. */
  readonly inPresence: boolean;
  /** When that person said so too. */
  readonly joinedAt?: number;
  readonly isDone: boolean;
  /** A first factor was added. */
  readonly isUsedUp: boolean;
}

/** What is written when the second person agrees. */
export type ResetConfirmation = Required<
  Pick<FactorReset, 'confirmedBy' | 'confirmedAt' | 'opensAt' | 'closesAt'>
> & {
  /** SHA-256 of what the link holds that leads to the page on which a first factor is added. */
  readonly linkHash: Uint8Array;
};

/** A recovery code that may be the one that was typed. */
export interface RecoveryCodeRow {
  /** The row with the key of its hash. */
  readonly codes: KeptFactor;
  readonly hash: string;
  readonly usedAt?: number;
}

/** A new recovery code, as it is kept. */
export interface NewRecoveryCode {
  readonly hash: string;
  /** Part of another hash, by which it is found; others may have the same. */
  readonly lookup: string;
}

export interface AccountFactors {
  /** In the order in which they were added. */
  readonly factors: readonly (KeptFactor & { readonly kind: FactorKind })[];
  readonly recoveryCodes?: KeptFactor & { readonly left: number };
  readonly pass?: RecoveryPass;
  readonly reset?: FactorReset;
  /** Sessions that began before are over: a reset was confirmed or carried out. */
  readonly sessionsBefore?: number;
}

/**
 * Second factors of accounts of the portal, sealed, and the ways around them. Messages are written with what they tell, in the same
 * transaction, and only when it was done; where they cannot be, nothing is done (`outbox.full`, `outbox.too_many`).
 */
export interface FactorStore extends Store, SealedRows {
  read(account: PortalAccountId): Promise<AccountFactors>;
  /** The passkey with this credential, of whatever account. */
  passkeyWith(credential: string): Promise<KeptFactor | undefined>;
  /** Atomic. By what authenticators know the account: the one that was there, or else the proposed one from now on. */
  userHandle(account: PortalAccountId, proposed: string): Promise<string>;
  /**
   * Atomic, with the events. `not_allowed`: the ground is there no longer; `already_there`: the credential is somebody's, or the
   * account has its app; `full`: it has as many factors as it may have.
   */
  add(
    factor: NewFactor,
    on: GroundToAdd,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<'added' | 'not_allowed' | 'already_there' | 'full'>;
  /** Atomic, with the events. `last`: it is the only factor, which stays. */
  remove(
    account: PortalAccountId,
    factor: FactorId,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<'removed' | 'last' | 'not_there'>;
  /** Atomic. `false`: the count did not go up (an authenticator that does not count always says 0), or the passkey is gone. */
  usePasskey(factor: FactorId, use: { readonly signCount: number; readonly at: number }): Promise<boolean>;
  /** Atomic: of any number of callers one gets `true` for a step, and none for a step before one that was used. */
  useTotpStep(factor: FactorId, use: { readonly step: number; readonly at: number }): Promise<boolean>;
  /** Atomic, with the events. These codes take the place of all that were there. `false`: the factor that proved is gone. */
  replaceRecoveryCodes(
    row: NewFactor,
    codes: readonly NewRecoveryCode[],
    provedBy: FactorId,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /**
   * Atomic, with the events. Uses a code up and answers the pass that counts: one that has not ended stays as it is. `undefined`: there
   * is no such code, or no longer.
   */
  useRecoveryCode(
    row: FactorId,
    hash: string,
    use: { readonly account: PortalAccountId; readonly at: number; readonly pass: RecoveryPass },
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<RecoveryPass | undefined>;
  /** Of whatever account, used or not. */
  recoveryCodesFoundBy(lookup: string): Promise<readonly RecoveryCodeRow[]>;
  /**
   * Atomic, with the events. `false`: one is under way that was asked for since that moment. `replaces`: but not the unconfirmed one
   * that was asked for at this very moment.
   */
  requestReset(
    account: PortalAccountId,
    reset: Pick<FactorReset, 'requestedBy' | 'requestedAt' | 'inPresence'> & Partial<ResetConfirmation>,
    others: { readonly since: number; readonly replaces?: number },
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /** Atomic, with the events. `false`: the reset that was requested at that moment waits for no such word (any more). */
  joinReset(
    account: PortalAccountId,
    requestedAt: number,
    at: number,
    events: readonly AuditEvent[],
  ): Promise<boolean>;
  /** Atomic, with the events. `false`: the reset that was requested at that moment does not wait for anybody any more. */
  confirmReset(
    account: PortalAccountId,
    requestedAt: number,
    confirmed: ResetConfirmation,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /** The account of a confirmed reset whose link has this hash, and what the browser holds that took it up. */
  resetWithLink(
    linkHash: Uint8Array,
  ): Promise<{ readonly account: PortalAccountId; readonly browserHash?: Uint8Array } | undefined>;
  /** Atomic. The first browser has the link; `false`: another one was first, or it is gone. */
  bindResetLink(linkHash: Uint8Array, browserHash: Uint8Array): Promise<boolean>;
  /** Atomic, with the events. Takes everything away when a confirmed reset has opened. `false`: there is none that was not done. */
  carryOutReset(account: PortalAccountId, at: number, events: readonly AuditEvent[]): Promise<boolean>;
  /** Atomic, with the events: ends a reset that has not been done, and a recovery pass. `false`: there was neither, or the factor is gone. */
  callOff(
    account: PortalAccountId,
    provedBy: FactorId,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /** Everything of the account, without a trace here. */
  erase(account: PortalAccountId): Promise<void>;
}
