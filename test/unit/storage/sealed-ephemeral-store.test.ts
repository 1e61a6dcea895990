import { describe, expect, it } from 'vitest';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('what does not open is not found', () => {
  const sealer = createTestSealer();
  const inner = createMemoryEphemeralStore({ clock: createManualClock() });
  const store = createSealedEphemeralStore(inner, sealer);

  it('a value that was changed', async () => {
    await store.put('changed', bytes('value'), 60);
    const sealed = await inner.get(sealer.name('changed'));
    await inner.put(
      sealer.name('changed'),
      Buffer.from(sealed ?? []).map((byte) => byte ^ 1),
      60,
    );
    await inner.put(sealer.name('too short'), bytes('x'), 60);
    expect(await store.get('changed')).toBeUndefined();
    expect(await store.getAndRenew('changed', 60)).toBeUndefined();
    expect(await store.exchange('changed', bytes('new'))).toBeUndefined();
    expect(Buffer.from((await store.take('changed')) ?? []).toString()).toBe('new');
    expect(await store.take('too short')).toBeUndefined();
  });

  it('a value that was moved to another key', async () => {
    await store.put('mine', bytes('value'), 60);
    const sealed = await inner.get(sealer.name('mine'));
    await inner.put(sealer.name('yours'), sealed ?? new Uint8Array(), 60);
    expect(await store.get('yours')).toBeUndefined();
  });

  it('a value sealed with a key that is gone', async () => {
    await createSealedEphemeralStore(inner, { ...createTestSealer(), name: sealer.name }).put(
      'old',
      bytes('v'),
      60,
    );
    expect(await store.get('old')).toBeUndefined();
  });
});
