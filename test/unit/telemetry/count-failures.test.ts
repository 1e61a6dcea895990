import { describe, expect, it } from 'vitest';
import { countFailures } from '../../../src/telemetry/count-failures.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

function countedStore() {
  const counted = { failures: 0 };
  const store = countFailures(createMemoryEphemeralStore({ clock: systemClock }), () => {
    counted.failures += 1;
  });
  return { store, counted };
}

describe('counting what a store does not answer', () => {
  it('counts each call to a store that is away, and lets the caller hear of it', async () => {
    const { store, counted } = countedStore();
    await store.close();
    await expectFailure(store.get('key'), 'storage.unavailable');
    await expectFailure(store.increment('count', 10), 'storage.unavailable');
    expect(counted.failures).toBe(2);
  });

  it('counts no answer, and no fault of the caller', async () => {
    const { store, counted } = countedStore();
    await store.put('key', new Uint8Array([7]), 10);
    expect(await store.get('key')).toEqual(new Uint8Array([7]));
    expect(await store.get('other')).toBeUndefined();
    await expectFailure(store.put('key', new Uint8Array(), 0), 'internal');
    expect(counted.failures).toBe(0);
  });
});
