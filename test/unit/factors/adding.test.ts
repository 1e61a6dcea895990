import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactorProof, FactorPurpose } from '../../../src/domain/factors.ts';
import { factorId, portalAccountId } from '../../../src/domain/ids.ts';
import { boardRoles, type PortalRole } from '../../../src/domain/portal-roles.ts';
import {
  mayAddFactor,
  mayHaveTotp,
  proofMillis,
  proves,
  type StateToAdd,
} from '../../../src/factors/adding.ts';
import type { FactorReset } from '../../../src/storage/stores/factor-store.ts';
import { required } from '../../../testkit/values/ids.ts';

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${String(digit)}`;
const account = required(portalAccountId(uuid(1)));
const other = required(portalAccountId(uuid(2)));
const [passkeyId, appId] = [required(factorId(uuid(3))), required(factorId(uuid(4)))];
const now = Date.UTC(2026, 8, 1);
const kept = { account, addedAt: 0, sealed: new Uint8Array() };
const passkey = { ...kept, id: passkeyId, kind: 'passkey' } as const;
const app = { ...kept, id: appId, kind: 'totp' } as const;
const proofOf = (changes: Partial<FactorProof> = {}): FactorProof => ({
  kind: 'passkey',
  account,
  factor: passkeyId,
  purpose: 'sign_in',
  at: now,
  ...changes,
});
const ofApp = { kind: 'totp', factor: appId } as const;
const invitation = { kind: 'accepted_invitation', account, until: now + 1 } as const;
const reset: FactorReset = {
  requestedBy: { kind: 'command_line', user: 'ada' },
  requestedAt: now - 9,
  confirmedAt: now - 8,
  opensAt: now,
  closesAt: now + 1,
  inPresence: false,
  isDone: true,
  isUsedUp: false,
};
const add = (state: Partial<StateToAdd>) =>
  mayAddFactor({ account, known: { factors: [] }, now, roles: ['approver'], ...state })?.kind;

describe('a factor is added', () => {
  it('by nobody who brings nothing', () => {
    expect([add({}), add({ known: { factors: [passkey] } })]).toEqual([undefined, undefined]);
  });

  it.each<[string, Partial<FactorProof>, boolean]>([
    ['just now', {}, true],
    ['almost five minutes ago', { at: now - proofMillis + 1 }, true],
    ['five minutes ago', { at: now - proofMillis }, false],
    ['in the future', { at: now + 1 }, false],
    ['by another account', { account: other }, false],
    ['with a factor that is gone', { factor: appId }, false],
    ['with a factor of another kind than it is', { kind: 'totp' }, false],
    ['for a publication', { purpose: { publish: 'a'.repeat(64) } }, false],
    ['for changes of factors', { purpose: 'change_factors' }, true],
  ])('with what was proved %s: %s', (_when, changes, isAllowed) => {
    const known = { factors: [passkey] };
    expect(add({ known, proof: proofOf(changes) })).toBe(isAllowed ? 'proof' : undefined);
  });

  it('at the acceptance of the invitation, as the first one', () => {
    expect(add({ acceptance: invitation })).toBe('acceptance');
    expect(add({ acceptance: { ...invitation, account: other } })).toBeUndefined();
    expect(add({ acceptance: { ...invitation, until: now } })).toBeUndefined();
    expect(add({ acceptance: invitation, known: { factors: [app] } })).toBeUndefined();
  });

  it('after a reset that is done, once and for a time', () => {
    const after = (changes: Partial<FactorReset>) =>
      add({ known: { factors: [], reset: { ...reset, ...changes } } });
    expect(after({})).toBe('reset');
    expect([after({ isDone: false }), after({ isUsedUp: true }), after({ closesAt: now })]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('after the wait of a recovery code', () => {
    const within = (from: number, until: number) =>
      add({ known: { factors: [passkey], pass: { from, until } } });
    expect([within(now, now + 1), within(now + 1, now + 2), within(now - 1, now)]).toEqual([
      'recovery_pass',
      undefined,
      undefined,
    ]);
  });

  it('by codes of an app where these are not enough only until there is a passkey', () => {
    const proof = proofOf(ofApp);
    const roles: readonly PortalRole[] = ['signer'];
    expect(add({ roles, proof, known: { factors: [app] } })).toBe('proof');
    expect(add({ roles, proof, known: { factors: [app, passkey] } })).toBeUndefined();
    expect(add({ proof, known: { factors: [app, passkey] } })).toBe('proof');
  });
});

describe('codes of an app', () => {
  it('are for nobody who has one of three roles, whatever else they have', () => {
    const roles = fc.array(fc.constantFrom<PortalRole[]>(...boardRoles, 'operator', 'supplier'));
    fc.assert(
      fc.property(roles, (held) => {
        const expected = !['operator', 'signer', 'administrator'].some((role) =>
          held.some((one) => one === role),
        );
        expect(mayHaveTotp(held)).toBe(expected);
        expect([proves(held, 'totp'), proves(held, 'passkey')]).toEqual([expected, true]);
      }),
    );
  });

  it('and passkeys never prove a change when they were asked for a publication', () => {
    const purposes = fc.string().map((publish): FactorPurpose => ({ publish }));
    fc.assert(
      fc.property(purposes, (purpose) => {
        expect(add({ known: { factors: [passkey] }, proof: proofOf({ purpose }) })).toBeUndefined();
      }),
    );
  });
});
