import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createAuthenticator } from '../../../testkit/actors/authenticator.ts';
import { appCode } from '../../../testkit/actors/authenticator-app.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import {
  addPasskey,
  newAccount,
  openFactorsWorld,
  plainRoles,
  portalOrigin,
  type FactorsWorld,
} from '../../../testkit/world/factors-world.ts';

let world: FactorsWorld;
beforeAll(async () => {
  world = await openFactorsWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

describe('second factors', () => {
  it('are asked for with verification, for the same person on each device, and not twice on one', async () => {
    const { node } = world;
    const account = newAccount();
    const { proof } = await world.firstPasskey(account);
    const begun = await node.beginPasskey(account, {
      roles: plainRoles,
      proof,
      userName: 'ada@waterland.example',
    });
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const again = await node.beginPasskey(account, { roles: plainRoles, proof, userName: 'ada' });
    if (again.outcome !== 'begun') throw new Error(again.outcome);
    const { options } = begun;
    expect(options).toMatchObject({
      rp: { id: 'portal.example', name: 'Sluis' },
      user: { name: 'ada@waterland.example' },
      attestation: 'none',
      authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
      excludeCredentials: [{ type: 'public-key' }],
    });
    expect(again.options.user.id).toBe(options.user.id);
    expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(32);
    expect(Buffer.from(options.user.id, 'base64url').toString()).not.toContain(account);
    expect(await node.challenge(account, 'sign_in')).toMatchObject({
      rpId: 'portal.example',
      userVerification: 'required',
      allowCredentials: [{ type: 'public-key' }],
    });
    expect((await node.beginSignIn('browser')).allowCredentials).toBeUndefined();
    expect(await node.challenge(newAccount(), 'sign_in')).toBeUndefined();
  });

  it('are shown without their secrets, and say when they were used last', async () => {
    const { node, clock } = world;
    const account = newAccount();
    expect(await node.factorsOf(account)).toEqual({ factors: [] });
    const { device, proof } = await world.firstPasskey(account);
    const addedAt = clock.now();
    await node.makeRecoveryCodes(account, { proof, roles: plainRoles });
    clock.advance(1_000);
    const options = await node.challenge(account, 'sign_in');
    if (options === undefined) throw new Error('no passkey');
    expect(await node.verifyPasskey(account, device.answer(options), 'sign_in')).toEqual({
      outcome: 'proved',
      proof: { kind: 'passkey', account, factor: proof.factor, purpose: 'sign_in', at: clock.now() },
    });
    expect(await node.factorsOf(account)).toEqual({
      factors: [
        { id: proof.factor, kind: 'passkey', name: 'Laptop of Ada', addedAt, lastUsedAt: clock.now() },
      ],
      recoveryCodes: { madeAt: addedAt, left: 10 },
    });
  });

  it('come two at once, and leave in the audit trail what was done, without names', async () => {
    const { node } = world;
    const account = newAccount();
    const { proof } = await world.firstPasskey(account);
    const second = await addPasskey(node, account, { roles: plainRoles, proof });
    const by = { proof: second.proof, roles: plainRoles };
    expect(await node.removeFactor(account, proof.factor, by)).toEqual({ outcome: 'removed' });
    expect(await node.removeFactor(account, proof.factor, by)).toEqual({ outcome: 'not_there' });
    expect(await node.removeFactor(account, second.proof.factor, by)).toEqual({ outcome: 'last' });
    const passkey = { recordKind: 'portal_account', recordId: account, reason: 'passkey' };
    expect(await world.events(account)).toMatchObject([
      { type: 'factor.added', ...passkey },
      { type: 'factor.added', ...passkey },
      { type: 'factor.removed', ...passkey },
    ]);
  });

  it('of devices that share passkeys and do not count are used as often as they like', async () => {
    const { node } = world;
    const account = newAccount();
    const wish = { roles: plainRoles, acceptance: world.acceptance(account), userName: 'ada' };
    const begun = await node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const device = createAuthenticator(portalOrigin, { counts: false });
    await node.addPasskey(account, device.register(begun.options), '  Phone\u202e of\n Ada ');
    for (let times = 0; times < 3; times += 1) {
      const options = await node.beginSignIn('browser');
      expect(await node.finishSignIn('browser', device.answer(options))).toMatchObject({ account });
    }
    expect((await node.factorsOf(account)).factors).toMatchObject([{ name: 'Phone of Ada' }]);
  });

  it('by an app begin with its first code, which may be typed wrong, within ten minutes', async () => {
    const { node, clock } = world;
    const account = newAccount();
    const wish = { roles: plainRoles, acceptance: world.acceptance(account), label: 'ada' };
    expect(await node.confirmTotp(account, '123456', 'phone')).toEqual({ outcome: 'not_allowed' });
    const begun = await node.beginTotp(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    expect(begun.secret).toHaveLength(32);
    expect(await node.hasFactor(account)).toBe(false);
    expect(await node.confirmTotp(account, 'wrong', 'phone')).toMatchObject({ reason: 'wrong_code' });
    clock.advance(599_000);
    const late = await node.confirmTotp(account, appCode(begun.secret, clock.now()), 'phone');
    expect(late).toMatchObject({ outcome: 'added', proof: { kind: 'totp', purpose: 'change_factors' } });
    expect(await node.factorsOf(account)).toMatchObject({ factors: [{ kind: 'totp', name: 'phone' }] });
    clock.advance(30_000);
    const asked = { purpose: 'sign_in', roles: plainRoles } as const;
    expect(await node.verifyTotp(account, ` ${appCode(begun.secret, clock.now())} `, asked)).toMatchObject({
      outcome: 'proved',
      proof: { kind: 'totp', purpose: 'sign_in' },
    });
    const fresh = newAccount();
    const slow = await node.beginTotp(fresh, { ...wish, acceptance: world.acceptance(fresh) });
    if (slow.outcome !== 'begun') throw new Error(slow.outcome);
    clock.advance(600_000);
    expect(await node.confirmTotp(fresh, appCode(slow.secret, clock.now()), 'x')).toEqual({
      outcome: 'not_allowed',
    });
  });

  it('do not open in the row of another account, nor when they were changed', async () => {
    const { node, databaseUrl } = world;
    const [account, other] = [newAccount(), newAccount()];
    const { proof } = await world.firstPasskey(account);
    await queryDatabase(
      databaseUrl,
      `update sluis.portal_factor set account = '${other}' where id = '${proof.factor}'`,
    );
    const { message } = await expectFailure(node.factorsOf(other), 'factor.unreadable');
    expect(message).toContain(proof.factor);
  });

  it('are gone with their account', async () => {
    const { node } = world;
    const account = newAccount();
    const { device } = await world.firstPasskey(account);
    const options = await node.beginSignIn('browser');
    await node.eraseAccount(account);
    expect(await node.finishSignIn('browser', device.answer(options))).toBeUndefined();
    expect(await node.factorsOf(account)).toEqual({ factors: [] });
  });

  it('leave no secret readable in the database or the audit trail', async () => {
    const { node, databaseUrl, clock } = world;
    const account = newAccount();
    const { secret, proof } = await world.firstApp(account);
    const made = await node.makeRecoveryCodes(account, { proof, roles: plainRoles });
    if (made.outcome !== 'made') throw new Error(made.outcome);
    clock.advance(60_000);
    const [code = ''] = made.codes;
    const typed = appCode(secret, clock.now());
    await node.verifyTotp(account, typed, { purpose: 'sign_in', roles: plainRoles });
    await node.useRecoveryCode(account, code);
    const tables = ['portal_factor', 'portal_recovery_code', 'portal_factor_account', 'audit_event'];
    const rows = await Promise.all(
      tables.map((table) => queryDatabase(databaseUrl, `select t::text as row from sluis.${table} as t`)),
    );
    const dump = rows
      .flat()
      .map(({ row }) => String(row))
      .join('\n');
    expect(dump).toContain(account);
    const asBytes = base32Hex(secret);
    for (const canary of [
      secret,
      asBytes,
      code,
      code.replaceAll('-', ''),
      'phone',
      Buffer.from('phone').toString('hex'),
    ]) {
      expect(dump.toLowerCase()).not.toContain(canary.toLowerCase());
    }
  });
});

function base32Hex(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString('hex');
}
