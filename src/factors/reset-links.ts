import type { PortalAccountId } from '../domain/ids.ts';
import { isHashOf, secretHash } from '../domain/secret-hash.ts';
import { resetIsOpen } from './adding.ts';
import { factorEvent, type SharedParts } from './parts.ts';

/** Where the link of a reset leads. */
export interface LinkedReset {
  readonly account: PortalAccountId;
  /** From when on the first factor may be added, and until when. */
  readonly opensAt: number;
  readonly closesAt: number;
  readonly isOpen: boolean;
  /** This browser took the link up. */
  readonly isTaken: boolean;
}

/** Both are unguessable: the one stands in the link, the other in a cookie of the browser that took it up. */
interface TakenLink {
  readonly secret: string;
  readonly browser: string;
}

/**
 * The link that the second person of a reset gets, for whoever has no other way to the page that adds a factor. It proves nothing
 * and signs nobody in.
 */
export interface ResetLinks {
  /** `undefined`: unknown, over, used up, called off, or another browser has it; they all look the same. Looking uses up nothing. */
  resetWithLink(secret: string, browser?: string): Promise<LinkedReset | undefined>;
  /** Binds an open one to this browser, for good. `undefined`: as for `resetWithLink`, or not open yet. */
  takeUpLink(taken: TakenLink): Promise<LinkedReset | undefined>;
  /** For the audit trail: the page that adds a factor opened for somebody who showed none. */
  addingOpened(account: PortalAccountId, by: 'reset_link' | 'recovery_code'): Promise<void>;
}

export function createResetLinks(parts: SharedParts): ResetLinks {
  const { store, clock, known, audit } = parts;
  const find: ResetLinks['resetWithLink'] = async (secret, browser) => {
    const found = await store.resetWithLink(secretHash(secret));
    if (found === undefined) return undefined;
    const { account, browserHash } = found;
    const isTaken = isHashOf(browserHash, browser);
    if (browserHash !== undefined && !isTaken) return undefined;
    const { reset } = await known(account);
    const now = clock.now();
    if (reset?.opensAt === undefined || reset.closesAt === undefined) return undefined;
    if (reset.isUsedUp || now >= reset.closesAt) return undefined;
    const { opensAt, closesAt } = reset;
    return { account, opensAt, closesAt, isOpen: resetIsOpen(reset, now), isTaken };
  };
  return {
    resetWithLink: find,
    async takeUpLink({ secret, browser }) {
      const found = await find(secret, browser);
      if (found?.isOpen !== true) return undefined;
      const isBound = await store.bindResetLink(secretHash(secret), secretHash(browser));
      return isBound ? { ...found, isTaken: true } : undefined;
    },
    addingOpened: async (account, by) => {
      await audit(factorEvent('factor.adding_opened', account, clock.now(), { reason: by }));
    },
  };
}
