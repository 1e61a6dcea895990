import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PortalAccountId } from '../../src/domain/ids.ts';
import { mostFactors } from '../../src/storage/postgres/factor-store.ts';
import type { FactorStore, NewFactor } from '../../src/storage/stores/factor-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import {
  at,
  hour,
  newAccount,
  acceptance,
  eventOf,
  passkeyOf,
  appOf,
  codesOf,
  codesNamed,
  newFactorId,
} from './factor-rows.ts';

export interface FactorStores {
  readonly store: FactorStore;
  /** On the same data, by connections of its own. */
  readonly another: FactorStore;
  readonly ledger: LedgerStore;
  /** How many rows all tables of factors have that name this account. */
  readonly rowsOf: (account: PortalAccountId) => Promise<number>;
}

export function describeFactorStore(open: () => Promise<FactorStores>): void {
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
  const onProof = (factor: NewFactor) => ({ kind: 'proof', factor: factor.id }) as const;

  it('keeps a factor as it is, with the event, and finds it by its credential', async () => {
    const { store } = stores;
    const account = newAccount();
    expect(await store.read(account)).toEqual({ factors: [] });
    const passkey = passkeyOf(account);
    expect(await store.add(passkey, acceptance, [eventOf(account)])).toBe('added');
    const { factors } = await store.read(account);
    expect(factors).toMatchObject([{ id: passkey.id, account, kind: 'passkey', addedAt: at }]);
    expect(Buffer.from(factors[0]?.sealed ?? [])).toEqual(passkey.sealed);
    expect(await store.passkeyWith(passkey.passkey?.credential ?? '')).toMatchObject({ id: passkey.id });
    expect(await store.passkeyWith('unknown')).toBeUndefined();
    expect(await eventsOf(account)).toEqual([eventOf(account)]);
  });

  it('adds by invitation the first alone, whoever adds at the same moment', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? store : another).add(passkeyOf(account), acceptance, [eventOf(account)]),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['added', ...Array<string>(5).fill('not_allowed')]);
    expect(await eventsOf(account)).toHaveLength(1);
  });

  it('adds by the proof of a factor that is there, each credential and one app once, and has a bound', async () => {
    const { store } = stores;
    const account = newAccount();
    const proof = onProof(await first(account));
    const other = await first(newAccount());
    expect(await store.add(passkeyOf(account), onProof(other), [])).toBe('not_allowed');
    const known = other.passkey ?? { credential: '', signCount: 0 };
    expect(await store.add(passkeyOf(account, { passkey: known }), proof, [])).toBe('already_there');
    expect(await store.add(appOf(account), proof, [])).toBe('added');
    expect(await store.add(appOf(account), proof, [])).toBe('already_there');
    for (let count = 2; count < mostFactors; count += 1) {
      expect(await store.add(passkeyOf(account), proof, [])).toBe('added');
    }
    expect(await store.add(passkeyOf(account), proof, [])).toBe('full');
  });

  it('removes one of the account, with the event, and never the last', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const [one, two] = [await first(account), passkeyOf(account)];
    await store.add(two, onProof(one), []);
    expect(await store.remove(newAccount(), one.id, [])).toBe('not_there');
    const outcomes = await Promise.all([
      store.remove(account, one.id, [eventOf(account)]),
      another.remove(account, two.id, [eventOf(account)]),
    ]);
    expect(outcomes.toSorted()).toEqual(['last', 'removed']);
    expect(await eventsOf(account)).toHaveLength(1);
  });

  it('takes a count that goes up, or stays at nothing', async () => {
    const { store, another } = stores;
    const { id } = await first(newAccount());
    for (const [signCount, counts] of [
      [0, true],
      [0, true],
      [3, true],
      [3, false],
      [2, false],
      [0, false],
      [4, true],
    ] as const) {
      expect(await store.usePasskey(id, { signCount, at })).toBe(counts);
    }
    const outcomes = await Promise.all(
      [store, another, store].map((one) => one.usePasskey(id, { signCount: 9, at })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await store.useTotpStep(id, { step: 1_000, at })).toBe(false);
  });

  it('takes each time step once, and none from before', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const { id } = await first(account, appOf(account, 5));
    expect(await store.useTotpStep(id, { step: 5, at })).toBe(false);
    const outcomes = await Promise.all(
      [store, another, store].map((one) => one.useTotpStep(id, { step: 7, at: at + 1 })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await store.useTotpStep(id, { step: 6, at })).toBe(false);
    expect((await store.read(account)).factors).toMatchObject([{ lastUsedAt: at + 1 }]);
  });

  it('knows an account by one handle, whoever proposes', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const handles = await Promise.all([
      store.userHandle(account, randomUUID()),
      another.userHandle(account, randomUUID()),
    ]);
    expect(new Set(handles).size).toBe(1);
    expect(await store.userHandle(account, 'later')).toBe(handles[0]);
  });

  it('uses a recovery code once, and lets no other one change the wait', async () => {
    const { store, another } = stores;
    const account = newAccount();
    const passkey = await first(account);
    const row = codesOf(account);
    expect(await store.replaceRecoveryCodes(row, codesNamed('a', 'b', 'c'), newFactorId(), [])).toBe(false);
    expect(await store.replaceRecoveryCodes(row, codesNamed('a', 'b', 'c'), passkey.id, [])).toBe(true);
    const use = { account, at, pass: { from: at + hour, until: at + 2 * hour } };
    const used = await Promise.all(
      [store, another, store].map((one) => one.useRecoveryCode(row.id, 'a', use, [eventOf(account)])),
    );
    expect(used.filter((pass) => pass !== undefined)).toEqual([use.pass]);
    expect(await eventsOf(account)).toHaveLength(1);
    const later = { account, at: at + hour, pass: { from: at + 5 * hour, until: at + 6 * hour } };
    expect(await store.useRecoveryCode(row.id, 'b', later, [])).toEqual(use.pass);
    expect(await store.read(account)).toMatchObject({ recoveryCodes: { left: 1 }, pass: use.pass });
    const ended = { ...later, at: at + 2 * hour };
    expect(await store.useRecoveryCode(row.id, 'c', ended, [])).toEqual(later.pass);
    expect(await store.replaceRecoveryCodes(codesOf(account), codesNamed('d'), passkey.id, [])).toBe(true);
    expect(await store.read(account)).toMatchObject({ recoveryCodes: { left: 1 } });
    expect(await store.useRecoveryCode(row.id, 'b', later, [])).toBeUndefined();
  });

  it('lets a pass add one factor while it is open', async () => {
    const { store } = stores;
    const account = newAccount();
    const passkey = await first(account);
    const row = codesOf(account);
    await store.replaceRecoveryCodes(row, codesNamed('a'), passkey.id, []);
    await store.useRecoveryCode(
      row.id,
      'a',
      { account, at, pass: { from: at + hour, until: at + 2 * hour } },
      [],
    );
    const on = { kind: 'recovery_pass' } as const;
    for (const addedAt of [at + hour - 1, at + 2 * hour]) {
      expect(await store.add(passkeyOf(account, { addedAt }), on, [])).toBe('not_allowed');
    }
    const twice = {
      addedAt: at + hour,
      ...(passkey.passkey === undefined ? {} : { passkey: passkey.passkey }),
    };
    expect(await store.add(passkeyOf(account, twice), on, [])).toBe('already_there');
    expect(await store.add(passkeyOf(account, { addedAt: at + hour }), on, [])).toBe('added');
    expect(await store.add(passkeyOf(account, { addedAt: at + hour }), on, [])).toBe('not_allowed');
  });

  it('finds recovery codes by what they have in common, used or not', async () => {
    const { store } = stores;
    const account = newAccount();
    const passkey = await first(account);
    const row = codesOf(account);
    const lookup = randomUUID();
    const codes = ['x', 'y'].map((hash) => ({ hash, lookup }));
    await store.replaceRecoveryCodes(row, codes, passkey.id, []);
    const use = { account, at, pass: { from: at + hour, until: at + 2 * hour } };
    await store.useRecoveryCode(row.id, 'y', use, []);
    const found = await store.recoveryCodesFoundBy(lookup);
    expect(found.map(({ hash, usedAt, codes: of }) => [hash, usedAt, of.id]).toSorted()).toEqual([
      ['x', undefined, row.id],
      ['y', at, row.id],
    ]);
    expect(await store.recoveryCodesFoundBy(randomUUID())).toEqual([]);
  });

  it('erases everything of one account', async () => {
    const { store, rowsOf } = stores;
    const [account, other] = [newAccount(), newAccount()];
    for (const each of [account, other]) {
      const passkey = await first(each);
      const row = codesOf(each);
      await store.userHandle(each, randomUUID());
      await store.replaceRecoveryCodes(row, codesNamed('a', 'b'), passkey.id, []);
      await store.useRecoveryCode(row.id, 'a', { account: each, at, pass: { from: at, until: at + 1 } }, []);
      const requestedBy = { kind: 'command_line', user: 'ada' } as const;
      await store.requestReset(each, { requestedBy, requestedAt: at, inPresence: false }, { since: 0 }, []);
    }
    const before = await rowsOf(other);
    expect(await rowsOf(account)).toBe(before);
    await store.erase(account);
    expect(await rowsOf(account)).toBe(0);
    expect(await rowsOf(other)).toBe(before);
    expect(await store.read(account)).toEqual({ factors: [] });
  });

  it('tells rows by the version that sealed them, in pages, and seals those anew', async () => {
    const { store } = stores;
    const sevens = await Promise.all(
      [1, 2, 3]
        .map(() => newAccount())
        .map((account) => first(account, passkeyOf(account, { keyVersion: 7 }))),
    );
    expect((await store.versions()).get(7)).toBe(3);
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await store.sealedWith(7, { limit: 2, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) break;
      found.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id;
    }
    expect(found.toSorted()).toEqual(sevens.map(({ account, id }) => `${account}/${id}`).toSorted());
    const rows = found.map((id) => ({ id, sealed: Buffer.from(id) }));
    expect(await store.sealAnew(rows.slice(1), { from: 7, to: 8 })).toBe(2);
    expect(await store.sealAnew(rows, { from: 7, to: 8 })).toBe(1);
    const [factor] = sevens;
    const [kept] = factor === undefined ? [] : (await store.read(factor.account)).factors;
    expect(Buffer.from(kept?.sealed ?? []).toString()).toBe(`${kept?.account ?? ''}/${kept?.id ?? ''}`);
  });
}
