import { randomBytes, randomUUID } from 'node:crypto';
import { factorId, portalAccountId, type PortalAccountId } from '../../src/domain/ids.ts';
import type { NewFactor, NewRecoveryCode } from '../../src/storage/stores/factor-store.ts';
import { required } from '../../testkit/values/ids.ts';

export const at = Date.UTC(2026, 8, 1);
export const hour = 3_600_000;
export const newAccount = () => required(portalAccountId(randomUUID()));
export const acceptance = { kind: 'acceptance' } as const;
export const eventOf = (account: PortalAccountId) =>
  ({ type: 'factor.added', at, recordKind: 'portal_account', recordId: account }) as const;

export function passkeyOf(account: PortalAccountId, changes: Partial<NewFactor> = {}): NewFactor {
  return {
    id: required(factorId(randomUUID())),
    account,
    kind: 'passkey',
    addedAt: at,
    keyVersion: 1,
    sealed: randomBytes(64),
    passkey: { credential: randomBytes(32).toString('base64url'), signCount: 0 },
    ...changes,
  };
}

export function appOf(account: PortalAccountId, totpStep = 5): NewFactor {
  const { passkey: _passkey, ...row } = passkeyOf(account);
  return { ...row, kind: 'totp', totpStep };
}

export function codesOf(account: PortalAccountId): NewFactor {
  const { passkey: _passkey, ...row } = passkeyOf(account);
  return { ...row, kind: 'recovery_codes' };
}

export const newFactorId = () => required(factorId(randomUUID()));

/** Codes that tests tell apart by a letter. */
export function codesNamed(...letters: readonly string[]): readonly NewRecoveryCode[] {
  return letters.map((letter) => ({ hash: letter, lookup: `${letter}-lookup` }));
}
