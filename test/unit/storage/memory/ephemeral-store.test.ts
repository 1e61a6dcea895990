import { describe, expect, it } from 'vitest';
import { createMemoryEphemeralStore } from '../../../../src/storage/memory/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../../src/storage/sealed-ephemeral-store.ts';
import { createManualClock } from '../../../../testkit/machine/manual-clock.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { createTestSealer } from '../../../../testkit/values/test-sealer.ts';
import { describeEphemeralStore } from '../../../contracts/ephemeral-conformance.ts';

function openMemory() {
  const clock = createManualClock();
  const pass = async (seconds: number) => {
    clock.advance(seconds * 1000);
  };
  return { store: createMemoryEphemeralStore({ clock }), clock, pass };
}

describeEphemeralStore('memory', () => Promise.resolve(openMemory()));
describeEphemeralStore('sealed over memory', () => {
  const { store, pass } = openMemory();
  return Promise.resolve({ store: createSealedEphemeralStore(store, createTestSealer()), pass });
});

describe('the in-process store', () => {
  it('ends a record exactly when its time is over', async () => {
    const { store, clock } = openMemory();
    await store.put('key', Uint8Array.of(1), 2);
    clock.advance(1999);
    expect(await store.get('key')).toBeDefined();
    clock.advance(1);
    expect(await store.get('key')).toBeUndefined();
  });

  it('does not grow with records that are over', async () => {
    const { store, clock } = openMemory();
    for (let index = 0; index < 20_000; index += 1) {
      await store.put(`key ${index}`, Uint8Array.of(1), 1);
      clock.advance(10);
    }
    expect(store.size()).toBeLessThan(3000);
  });

  it('refuses to use one record as two kinds', async () => {
    const { store } = openMemory();
    await store.put('key', Uint8Array.of(1), 60);
    await expectFailure(store.increment('key', 60), 'internal');
  });
});
