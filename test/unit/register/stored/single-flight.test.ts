import { describe, expect, it } from 'vitest';
import { singleFlight } from '../../../../src/register/stored/single-flight.ts';

describe('one at a time', () => {
  it('who asks during a run gets a run that starts afterwards, shared', async () => {
    const gates: PromiseWithResolvers<undefined>[] = [];
    const ask = singleFlight(async () => {
      const gate = Promise.withResolvers<undefined>();
      gates.push(gate);
      await gate.promise;
    });
    const first = ask();
    const second = ask();
    const third = ask();
    expect(gates).toHaveLength(1);
    gates[0]?.resolve(undefined);
    await first;
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.resolve(undefined);
    const later = ask();
    await Promise.all([second, third]);
    await expect.poll(() => gates.length).toBe(3);
    gates[2]?.resolve(undefined);
    await later;
  });

  it('a failed run fails for those who asked before it, and the next one runs', async () => {
    let runs = 0;
    const ask = singleFlight(async () => {
      runs += 1;
      if (runs === 1) throw new Error('away');
    });
    const [first, second] = [ask(), ask()];
    await expect(first).rejects.toThrow('away');
    await second;
    expect(runs).toBe(2);
  });
});
