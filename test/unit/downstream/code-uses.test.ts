import { beforeEach, describe, expect, it } from 'vitest';
import { createCodeUses } from '../../../src/downstream/code-uses.ts';
import { createSealedMemory, type SealedMemory } from '../session/sessions-case.ts';

let memory: SealedMemory;
beforeEach(() => {
  memory = createSealedMemory();
});

describe('a code that is used again', () => {
  const redeemed = async () => {
    const uses = createCodeUses(memory.store);
    await uses.first('code');
    expect(await uses.brought('code', 'token')).toBe(true);
    return uses;
  };

  it('names its token each time: the one before may not have come to end it', async () => {
    const uses = await redeemed();
    for (let use = 2; use <= 4; use += 1) expect(await uses.again('code')).toBe('token');
  });

  it('still names its token after a use in which the store failed in the middle', async () => {
    const uses = await redeemed();
    const lostAnswers = createCodeUses({
      ...memory.store,
      exchange: async (key, value) => {
        await memory.store.exchange(key, value);
        throw new Error('the answer was lost');
      },
    });
    await lostAnswers.again('code').catch(() => undefined);
    expect(await uses.again('code')).toBe('token');
  });

  it('before its token is noted leaves that none', async () => {
    const uses = createCodeUses(memory.store);
    await uses.first('code');
    expect(await uses.again('code')).toBeUndefined();
    expect(await uses.brought('code', 'token')).toBe(false);
  });
});
