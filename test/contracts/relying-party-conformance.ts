import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { RelyingPartyStore } from '../../src/storage/stores/relying-party-store.ts';

export interface RelyingPartyStores {
  readonly store: RelyingPartyStore;
  /** On the same data, by connections of its own. */
  readonly another: RelyingPartyStore;
  readonly ledger: LedgerStore;
}

const why = { author: 'sluis', reason: 'a passkey was added', at: Date.UTC(2026, 8, 1) };

export function describeRelyingPartyStore(open: () => Promise<RelyingPartyStores>): void {
  let stores: RelyingPartyStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });

  it('fixes one RP ID, whoever comes with another at the same moment, and replaces it with the event', async () => {
    const { store, another, ledger } = stores;
    expect(await store.relyingPartyId()).toBeUndefined();
    const fixed = await Promise.all([store.fix('one.example', why), another.fix('two.example', why)]);
    expect(new Set(fixed).size).toBe(1);
    expect(await another.relyingPartyId()).toBe(fixed[0]);
    expect(await store.fix('three.example', why)).toBe(fixed[0]);
    const event = { type: 'factor.relying_party_adopted', at: why.at, author: 'cli:ada' } as const;
    await store.replace('four.example', { ...why, events: [event] });
    expect(await another.relyingPartyId()).toBe('four.example');
    expect(await ledger.listAudit({ limit: 9 })).toEqual([event]);
    expect(await store.countPasskeys()).toBe(0);
  });
}
