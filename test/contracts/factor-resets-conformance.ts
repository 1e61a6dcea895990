import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PortalAccountId } from '../../src/domain/ids.ts';
import type { FactorStores } from './factor-conformance.ts';
import { acceptance, at, eventOf, hour, newAccount, newFactorId, passkeyOf } from './factor-rows.ts';

export function describeFactorResets(open: () => Promise<FactorStores>): void {
  let stores: FactorStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const eventsOf = async (account: PortalAccountId) =>
    (await stores.ledger.listAudit({ limit: 1_000 })).filter(({ recordId }) => recordId === account);
  const first = async (account: PortalAccountId, factor = passkeyOf(account)) => {
    expect(await stores.store.add(factor, acceptance, [])).toBe('added');
    return factor;
  };
  const [one, two] = [newAccount(), newAccount()].map((account) => ({ kind: 'account', account }) as const);
  const requestedBy = one ?? { kind: 'command_line', user: 'ada' };
  const confirmed = {
    confirmedBy: two ?? requestedBy,
    confirmedAt: at + 1,
    opensAt: at + hour,
    closesAt: at + 2 * hour,
  } as const;
  const withLink = () => ({ ...confirmed, linkHash: randomBytes(32) });

  it('has one reset at a time, confirmed once, and done once when it opens', async () => {
    const { store, another } = stores;
    const account = newAccount();
    await first(account);
    const reset = { requestedBy, requestedAt: at, inPresence: true };
    const since = { since: at - hour };
    const asked = await Promise.all(
      [store, another].map((each) => each.requestReset(account, reset, since, [eventOf(account)])),
    );
    expect(asked.toSorted()).toEqual([false, true]);
    expect(await store.confirmReset(account, at + 5, withLink(), [])).toBe(false);
    const yes = await Promise.all(
      [store, another].map((each) => each.confirmReset(account, at, withLink(), [eventOf(account)])),
    );
    expect(yes.toSorted()).toEqual([false, true]);
    expect(await store.read(account)).toMatchObject({
      reset: { ...reset, ...confirmed, isDone: false, isUsedUp: false },
      sessionsBefore: at + 1,
    });
    expect(await store.carryOutReset(account, at + hour - 1, [])).toBe(false);
    const done = await Promise.all(
      [store, another].map((each) => each.carryOutReset(account, at + hour, [eventOf(account)])),
    );
    expect(done.toSorted()).toEqual([false, true]);
    expect(await eventsOf(account)).toHaveLength(3);
    expect(await store.read(account)).toMatchObject({
      factors: [],
      sessionsBefore: at + hour,
      reset: { isDone: true },
    });
    const on = { kind: 'reset' } as const;
    expect(await store.add(passkeyOf(account, { addedAt: at + 2 * hour }), on, [])).toBe('not_allowed');
    expect(await store.add(passkeyOf(account, { addedAt: at + hour }), on, [])).toBe('added');
    expect(await store.add(passkeyOf(account, { addedAt: at + hour }), on, [])).toBe('not_allowed');
    const next = { requestedBy, requestedAt: at + 3 * hour, inPresence: false };
    expect(await store.requestReset(account, next, since, [])).toBe(true);
    expect(await store.read(account)).toMatchObject({ reset: { isDone: false }, sessionsBefore: at + hour });
  });

  it('takes the word of the account once, where whoever asked said so, and before the second person', async () => {
    const { store, another } = stores;
    const [account, apart] = [newAccount(), newAccount()];
    const reset = { requestedBy, requestedAt: at };
    await store.requestReset(account, { ...reset, inPresence: true }, { since: 0 }, []);
    await store.requestReset(apart, { ...reset, inPresence: false }, { since: 0 }, []);
    expect(await store.joinReset(apart, at, at + 1, [eventOf(apart)])).toBe(false);
    expect(await store.joinReset(account, at + 1, at + 1, [])).toBe(false);
    const joined = await Promise.all(
      [store, another].map((each) => each.joinReset(account, at, at + 1, [eventOf(account)])),
    );
    expect(joined.toSorted()).toEqual([false, true]);
    expect((await store.read(account)).reset).toMatchObject({ inPresence: true, joinedAt: at + 1 });
    expect([await eventsOf(account), await eventsOf(apart)].map(({ length }) => length)).toEqual([1, 0]);
    await store.confirmReset(apart, at, withLink(), []);
    expect(await store.joinReset(apart, at, at + 2, [])).toBe(false);
  });

  it('finds a confirmed reset by its link, which the first browser has for good', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const passkey = await first(account);
    await store.requestReset(account, { requestedBy, requestedAt: at, inPresence: false }, { since: 0 }, []);
    const { linkHash, ...rest } = withLink();
    expect(await store.resetWithLink(linkHash)).toBeUndefined();
    await store.confirmReset(account, at, { ...rest, linkHash }, []);
    expect(await store.resetWithLink(linkHash)).toEqual({ account });
    expect(await store.resetWithLink(randomBytes(32))).toBeUndefined();
    const [mine, other] = [randomBytes(32), randomBytes(32)];
    expect(await store.bindResetLink(randomBytes(32), mine)).toBe(false);
    const bound = await Promise.all([
      store.bindResetLink(linkHash, mine),
      another.bindResetLink(linkHash, other),
    ]);
    expect(bound.filter(Boolean)).toHaveLength(1);
    const winner = bound[0] ? mine : other;
    const found = await store.resetWithLink(linkHash);
    expect(Buffer.from(found?.browserHash ?? [])).toEqual(winner);
    expect(await store.bindResetLink(linkHash, winner)).toBe(true);
    await store.callOff(account, passkey.id, []);
    expect(await store.resetWithLink(linkHash)).toBeUndefined();
  });

  it('puts a request in the place of one that is named, as long as nobody confirmed that', async () => {
    const { store } = stores;
    const account = newAccount();
    const request = (requestedAt: number, replaces?: number) =>
      store.requestReset(
        account,
        { requestedBy, requestedAt, inPresence: false },
        { since: 0, ...(replaces === undefined ? {} : { replaces }) },
        [],
      );
    expect([await request(at), await request(at + 1, at + 7), await request(at + 1, at)]).toEqual([
      true,
      false,
      true,
    ]);
    await store.confirmReset(account, at + 1, withLink(), []);
    expect(await request(at + 2, at + 1)).toBe(false);
  });

  it('makes room for a request when nobody confirmed the one before in time', async () => {
    const { store } = stores;
    const account = newAccount();
    const request = (requestedAt: number) =>
      store.requestReset(
        account,
        { requestedBy, requestedAt, inPresence: false },
        { since: requestedAt - hour },
        [],
      );
    expect([await request(at), await request(at + hour), await request(at + hour + 1)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('calls off a reset and a pass for who has a factor, and leaves sessions ended', async () => {
    const { store } = stores;
    const account = newAccount();
    const passkey = await first(account);
    expect(await store.callOff(account, passkey.id, [eventOf(account)])).toBe(false);
    await store.requestReset(
      account,
      { requestedBy, requestedAt: at, inPresence: false, ...withLink() },
      { since: 0 },
      [],
    );
    expect(await store.callOff(account, newFactorId(), [])).toBe(false);
    expect(await store.callOff(account, passkey.id, [eventOf(account)])).toBe(true);
    expect(await store.carryOutReset(account, at + hour, [])).toBe(false);
    const left = await store.read(account);
    expect(left).toMatchObject({ factors: [{ id: passkey.id }], sessionsBefore: at + 1 });
    expect(left.reset).toBeUndefined();
    expect(await eventsOf(account)).toHaveLength(1);
  });
}
