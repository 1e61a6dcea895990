import type { FactorKind, FactorProof, RecoveryPass } from '../domain/factors.ts';
import type { FactorId, PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { FactorReset, KeptFactor } from '../storage/stores/factor-store.ts';
import { mayAddFactor, provesChange, type WishToAdd } from './adding.ts';
import { createAppCodes, type AppCodes } from './app-codes.ts';
import type { NotAllowed } from './outcomes.ts';
import { factorEvent, sharedParts, type FactorParts, type SharedParts } from './parts.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createResetLinks, type ResetLinks } from './reset-links.ts';
import { createResets, type Resets } from './resets.ts';
import { passkeyContent, totpContent } from './sealed-factor.ts';

export interface ShownFactor {
  readonly id: FactorId;
  readonly kind: FactorKind;
  readonly name: string;
  /** Milliseconds since the epoch, as all moments here. */
  readonly addedAt: number;
  readonly lastUsedAt?: number;
}

/** What an account has, without anything that is secret. */
export interface FactorsOfAccount {
  readonly factors: readonly ShownFactor[];
  readonly recoveryCodes?: { readonly madeAt: number; readonly left: number };
  readonly pass?: RecoveryPass;
  /** Asked for, confirmed or done. */
  readonly reset?: FactorReset;
  /** Sessions that began before are over. */
  readonly sessionsBefore?: number;
}

/** Our own second factor of accounts of the portal. What an identity provider says about its own never counts here. */
export interface Factors extends Passkeys, AppCodes, Recovery, Resets, ResetLinks {
  factorsOf(account: PortalAccountId): Promise<FactorsOfAccount>;
  hasFactor(account: PortalAccountId): Promise<boolean>;
  /** Whether the page that adds a factor is open. */
  mayAdd(account: PortalAccountId, wish: WishToAdd): Promise<boolean>;
  /** The last factor stays: whoever has none could add none. */
  removeFactor(
    account: PortalAccountId,
    factor: FactorId,
    by: { readonly proof: FactorProof; readonly roles: readonly PortalRole[] },
  ): Promise<NotAllowed | { readonly outcome: 'removed' | 'last' | 'not_there' }>;
  /** Everything that is kept here of an account. The audit trail keeps its id. */
  eraseAccount(account: PortalAccountId): Promise<void>;
}

export function createFactors(parts: FactorParts): Factors {
  const shared = sharedParts(parts);
  const { store, clock, known, notices } = shared;
  return {
    ...createPasskeys(shared),
    ...createAppCodes(shared),
    ...createRecovery(shared),
    ...createResets(shared),
    ...createResetLinks(shared),
    async factorsOf(account) {
      const { factors, recoveryCodes, ...ways } = await known(account);
      return {
        factors: factors.map((row) => shown(shared, row)),
        ...(recoveryCodes === undefined
          ? {}
          : { recoveryCodes: { madeAt: recoveryCodes.addedAt, left: recoveryCodes.left } }),
        ...ways,
      };
    },
    hasFactor: async (account) => (await known(account)).factors.length > 0,
    mayAdd: async (account, wish) =>
      mayAddFactor({ ...wish, account, known: await known(account), now: clock.now() }) !== undefined,
    async removeFactor(account, factor, { proof, roles }) {
      const now = clock.now();
      const state = await known(account);
      if (!provesChange({ account, known: state, now, roles }, proof)) return { outcome: 'not_allowed' };
      const kind = state.factors.find(({ id }) => id === factor)?.kind;
      if (kind === undefined) return { outcome: 'not_there' };
      const removed = factorEvent('factor.removed', account, now, { reason: kind });
      const messages = await notices('factor_removed', account);
      return { outcome: await store.remove(account, factor, [removed], messages) };
    },
    eraseAccount: (account) => store.erase(account),
  };
}

function shown({ sealing }: SharedParts, row: KeptFactor & { readonly kind: FactorKind }): ShownFactor {
  const { id, kind, addedAt, lastUsedAt } = row;
  const { name } = kind === 'passkey' ? sealing.open(passkeyContent, row) : sealing.open(totpContent, row);
  return { id, kind, name, addedAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
}
