import { dayMillis } from '../domain/clock.ts';
import type { FactorProof, RecoveryPass } from '../domain/factors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { RecoveryCodeRow } from '../storage/stores/factor-store.ts';
import { provesChange } from './adding.ts';
import type { HasToWait, NotAllowed, RefusedFactor } from './outcomes.ts';
import { factorEvent, newFactorId, refusedAt, type SharedParts } from './parts.ts';
import {
  hashKeyLength,
  newRecoveryCode,
  readRecoveryCode,
  recoveryCodeCount,
  recoveryCodeHash,
  recoveryCodeLookup,
} from './recovery-codes.ts';
import { recoveryCodesContent } from './sealed-factor.ts';

/** After a recovery code, and of a reset whose people were not in each other's presence. */
export const waitMillis = dayMillis;
/** How long a factor may be added after the wait: a weekend and a day. */
const openMillis = 3 * dayMillis;

/** A code was used up. It proves nothing: after the wait a factor may be added, and nothing else may be done with it. */
export interface UsedRecoveryCode {
  readonly outcome: 'used';
  readonly pass: RecoveryPass;
  readonly left: number;
}

export interface Recovery {
  /** Ten codes, shown once; those before are worth nothing any more. */
  makeRecoveryCodes(
    account: PortalAccountId,
    by: { readonly proof: FactorProof; readonly roles: readonly PortalRole[] },
  ): Promise<{ readonly outcome: 'made'; readonly codes: readonly string[] } | NotAllowed>;
  useRecoveryCode(
    account: PortalAccountId,
    typed: string,
  ): Promise<UsedRecoveryCode | RefusedFactor | HasToWait>;
  /**
   * Whose code it is, used or not, of somebody who is not signed in. No try of any account is counted: who does not have a code keeps
   * nobody out, and nobody guesses 80 bits. `undefined`: nobody's.
   */
  ownerOfRecoveryCode(typed: string): Promise<OwnedRecoveryCode | undefined>;
}

export interface OwnedRecoveryCode {
  readonly account: PortalAccountId;
  /** The code was used, and began this wait, which still counts. */
  readonly pass?: RecoveryPass;
}

export function createRecovery(parts: SharedParts): Recovery {
  const { store, sealing, throttle, clock, randomness, known, notices } = parts;
  return {
    async makeRecoveryCodes(account, { proof, roles }) {
      const at = clock.now();
      const state = { account, known: await known(account), now: at, roles };
      if (!provesChange(state, proof)) return { outcome: 'not_allowed' };
      const codes = Array.from({ length: recoveryCodeCount }, () => newRecoveryCode(randomness));
      const hashKey = randomness.bytes(hashKeyLength);
      const rows = codes.map((shown) => {
        const code = readRecoveryCode(shown) ?? '';
        return { hash: recoveryCodeHash(hashKey, code), lookup: recoveryCodeLookup(code) };
      });
      const row = { account, id: newFactorId(randomness) };
      const kept = await store.replaceRecoveryCodes(
        { ...row, ...sealing.seal({ hashKey }, row), kind: 'recovery_codes', addedAt: at },
        rows,
        proof.factor,
        [factorEvent('factor.codes_made', account, at)],
        await notices('recovery_codes_made', account),
      );
      return kept ? { outcome: 'made', codes } : { outcome: 'not_allowed' };
    },
    async useRecoveryCode(account, typed) {
      const admission = await throttle.admit('recovery_code', account);
      if (admission.outcome === 'wait') return admission;
      const at = clock.now();
      if (admission.startsToWait) {
        await parts.audit(factorEvent('factor.throttled', account, at, { reason: 'recovery_code' }));
      }
      const { recoveryCodes: row } = await known(account);
      const code = readRecoveryCode(typed);
      if (row === undefined || code === undefined) return refusedAt(parts, account, 'wrong_code');
      const { hashKey } = sealing.open(recoveryCodesContent, row);
      const pass = { from: at + waitMillis, until: at + waitMillis + openMillis };
      const hash = recoveryCodeHash(hashKey, code);
      const used = factorEvent('factor.code_used', account, at);
      const messages = await notices('recovery_code_used', account);
      const counts = await store.useRecoveryCode(row.id, hash, { account, at, pass }, [used], messages);
      if (counts === undefined) return refusedAt(parts, account, 'wrong_code');
      await throttle.forget('recovery_code', account);
      return { outcome: 'used', pass: counts, left: row.left - 1 };
    },
    async ownerOfRecoveryCode(typed) {
      const code = readRecoveryCode(typed);
      if (code === undefined) return undefined;
      const rows = await store.recoveryCodesFoundBy(recoveryCodeLookup(code));
      const found = rows.find(({ codes, hash }) => {
        const { hashKey } = sealing.open(recoveryCodesContent, codes);
        return recoveryCodeHash(hashKey, code) === hash;
      });
      if (found === undefined) return undefined;
      const { account } = found.codes;
      const { pass, recoveryCodes } = await known(account);
      // a reset that was due has just taken them away
      if (recoveryCodes?.id !== found.codes.id) return undefined;
      return hasBegun(found, pass, clock.now()) ? { account, pass } : { account };
    },
  };
}

/** A code that was used before this pass began belongs to one that is over. */
function hasBegun(
  { usedAt }: RecoveryCodeRow,
  pass: RecoveryPass | undefined,
  now: number,
): pass is RecoveryPass {
  return usedAt !== undefined && pass !== undefined && usedAt >= pass.from - waitMillis && now < pass.until;
}
