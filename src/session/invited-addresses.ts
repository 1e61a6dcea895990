import { createHmac, timingSafeEqual } from 'node:crypto';
import { comparedAddresses, type ComparedAddress } from '../domain/compared-address.ts';
import { accountId, type AccountId } from '../domain/ids.ts';
import { mailboxOf } from '../domain/mail-address.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { brandedOf, readRecord, recordBytes, wordOf, type RecordForm } from './sealed-records.ts';

/** Seconds in which somebody who accepts an invitation has to be back from the school. */
export const acceptanceSeconds = 20 * 60;

interface Comparison {
  readonly account: AccountId;
  readonly compared: ComparedAddress;
}

const comparisonRecord: RecordForm<Comparison> = {
  read: (fields) => ({
    account: brandedOf(accountId, fields['account']),
    compared: wordOf(comparedAddresses, fields['compared']),
  }),
  write: (comparison) => ({ ...comparison }),
};

/** Whether an address that a login asserts is the invited one. */
export type IsInvited = (asserted: string) => boolean;

/**
 * The address of an invitation waits for the login of its acceptance, and one word comes back. Both are found by the code
 * challenge of the portal's own request (RFC 7636), and neither holds an address: what waits is a hash under that challenge.
 */
export interface InvitedAddresses {
  /** For the portal, before it sends the browser on. */
  expect(codeChallenge: string, address: string): Promise<void>;
  /** For a login of the portal. `undefined`: it accepts no invitation. */
  expected(codeChallenge: string): Promise<IsInvited | undefined>;
  /** Who signed in, and the word: of the last sign-in of this login. */
  compared(codeChallenge: string, comparison: Comparison): Promise<void>;
  /**
   * For the portal, once: the word about whoever its code is for. Somebody else's sign-in under the same address of ours says
   * nothing of them, so it is `absent`, as where nobody signed in because a session ran already.
   */
  take(codeChallenge: string, account: AccountId): Promise<ComparedAddress>;
}

export function createInvitedAddresses(store: EphemeralStore): InvitedAddresses {
  const expectedKey = (codeChallenge: string): string => `invited-address:${codeChallenge}`;
  const comparedKey = (codeChallenge: string): string => `compared-address:${codeChallenge}`;
  return {
    expect: (codeChallenge, address) =>
      store.put(expectedKey(codeChallenge), digestOf(address, codeChallenge), acceptanceSeconds),
    async expected(codeChallenge) {
      const digest = await store.get(expectedKey(codeChallenge));
      return digest && ((asserted) => timingSafeEqual(digestOf(asserted, codeChallenge), digest));
    },
    compared: (codeChallenge, comparison) =>
      store.put(comparedKey(codeChallenge), recordBytes(comparisonRecord, comparison), acceptanceSeconds),
    async take(codeChallenge, account) {
      const comparison = readRecord(comparisonRecord, await store.take(comparedKey(codeChallenge)));
      await store.delete(expectedKey(codeChallenge));
      return comparison?.account === account ? comparison.compared : 'absent';
    },
  };
}

/** Of what is no plain address the text itself: then it is like no mailbox. */
function digestOf(address: string, codeChallenge: string): Uint8Array {
  return createHmac('sha256', codeChallenge)
    .update(mailboxOf(address) ?? `no mailbox: ${address}`)
    .digest();
}
