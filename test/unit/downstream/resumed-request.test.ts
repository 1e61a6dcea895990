import { describe, expect, it } from 'vitest';
import { createAdapterCase, freshId, payload } from './adapter-case.ts';

describe('a request that waits for its person', () => {
  it('is found by every step, and by exactly one of 50 that resume it', async () => {
    const parts = createAdapterCase();
    const [requests, id] = [parts.of('Interaction'), freshId()];
    await requests.upsert(id, payload(), 900);
    for (let step = 0; step < 3; step += 1) expect(await requests.find(id)).toEqual(payload());
    parts.inRequest({ resuming: true });
    const found = await Promise.all(Array.from({ length: 50 }, () => requests.find(id)));
    expect(found.filter((one) => one !== undefined)).toEqual([payload()]);
    await requests.destroy(id);
    parts.inRequest({});
    expect(await requests.find(id)).toBeUndefined();
  });

  it('is deleted by a step that ends it', async () => {
    const parts = createAdapterCase();
    const [requests, id] = [parts.of('Interaction'), freshId()];
    await requests.upsert(id, payload(), 900);
    await requests.destroy(id);
    expect(await requests.find(id)).toBeUndefined();
  });
});
