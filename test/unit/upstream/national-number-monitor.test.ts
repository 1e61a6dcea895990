import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idpId } from '../../../src/domain/ids.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';
import { counted, isGiven, numbers, openNodes, person, pupilNumber, signIn } from './national-number-case.ts';
import { known, name } from './school-identity-case.ts';

const memory = () => createMemoryEphemeralStore({ clock: createManualClock() });
const [passing, honest] = [numbers(400, true), numbers(600, false)];

/** One node, or several that share a store. */
function open(count = 1) {
  return openNodes(memory(), createTestSealer(), count);
}

describe('an attribute that is a national number for nearly everyone', () => {
  it('is withheld from the twentieth person on, is reported once, and the rest is kept', async () => {
    const { nodes, reports } = open();
    expect(await signIn(nodes, passing.slice(0, 30))).toEqual([
      ...Array<boolean>(19).fill(true),
      ...Array<boolean>(11).fill(false),
    ]);
    expect(reports).toEqual([{ idp: 'regenboog-saml', attribute: pupilNumber, withheld: true, people: 20 }]);
    const { attributes } = await known(nodes[0]).monitor.screen(person(1, '4711'));
    expect(attributes.get(name('given_name'))).toEqual(['Sanne']);
    expect(attributes.has(pupilNumber)).toBe(false);
  });

  it('is withheld when its people came to different nodes, and on each of them', async () => {
    const { nodes, reports } = open(4);
    const given = await signIn(nodes, passing.slice(0, 30));
    expect(given.slice(0, 19)).toEqual(Array<boolean>(19).fill(true));
    expect(given.slice(19)).toEqual(Array<boolean>(11).fill(false));
    expect(reports.length).toBe(1);
  });

  it('is withheld at a node that starts later, whatever the value', async () => {
    const [store, sealer] = [memory(), createTestSealer()];
    await signIn(openNodes(store, sealer).nodes, passing.slice(0, 20));
    const later = openNodes(store, sealer);
    expect(await signIn(later.nodes, ['4711', passing[300] ?? ''], 500)).toEqual([false, false]);
    expect(later.reports).toEqual([]);
  });

  it('is noticed at a school that begins with it after years of honest numbers', async () => {
    const { nodes } = open();
    await signIn(nodes, [passing[0] ?? '', ...honest.slice(0, 500)]);
    const given = await signIn(nodes, passing.slice(0, 25), 1000);
    expect(given.slice(-5)).toEqual(Array<boolean>(5).fill(false));
  });

  it.each(['111.222.333', '١١١٢٢٢٣٣٣', '63138219'])('counts spelled as %s', async (spelled) => {
    const { nodes } = open();
    expect((await signIn(nodes, Array<string>(20).fill(spelled))).at(-1)).toBe(false);
  });
});

describe('an IdP that mended its mapping', () => {
  async function withheldNodes(count = 1) {
    const opened = open(count);
    await signIn(opened.nodes, passing.slice(0, 30));
    return opened;
  }

  it('is believed again after twenty different people, at each node within a minute, and again reported once', async () => {
    const { nodes, reports, clock } = await withheldNodes(2);
    // the ten that were seen withheld, and so many honest ones that those are fewer than half
    const given = await signIn(nodes, honest.slice(0, 12), 100);
    expect(given).toEqual([...Array<boolean>(10).fill(false), true, true]);
    clock.advance(60_000);
    expect(await signIn(nodes, honest.slice(20, 24), 200)).toEqual([true, true, true, true]);
    expect(reports.map(({ withheld, people }) => [withheld, people])).toEqual([
      [true, 20],
      [false, 21],
    ]);
  });

  it('is not believed for one class that signs in again and again', async () => {
    const { nodes } = await withheldNodes();
    for (let visit = 0; visit < 5; visit += 1) {
      expect(new Set(await signIn(nodes, honest.slice(0, 9), 100))).toEqual(new Set([false]));
    }
  });

  it('is not believed while half of the people still have such numbers', async () => {
    const { nodes } = await withheldNodes();
    const mixed = Array.from({ length: 100 }, (_, index) =>
      known((index % 2 === 0 ? passing : honest)[index]),
    );
    expect(new Set(await signIn(nodes, mixed, 100))).toEqual(new Set([false]));
  });

  it('is withheld again when it begins again', async () => {
    const { nodes, reports } = await withheldNodes();
    await signIn(nodes, honest.slice(0, 30), 100);
    expect((await signIn(nodes, passing.slice(100, 125), 300)).at(-1)).toBe(false);
    expect(reports.map(({ withheld }) => withheld)).toEqual([true, false, true]);
  });
});

describe('an attribute is not withheld', () => {
  it('for one person who signs in often', async () => {
    const { nodes, reports } = open();
    for (let visit = 0; visit < 100; visit += 1) {
      expect(await isGiven(known(nodes[0]), person(1, passing[0] ?? ''))).toBe(true);
    }
    expect(reports).toEqual([]);
  });

  it('for what people had before', async () => {
    const { nodes, reports } = open();
    await signIn(nodes, passing.slice(0, 19));
    await signIn(nodes, honest.slice(0, 19));
    expect(await signIn(nodes, passing.slice(30, 31), 30)).toEqual([true]);
    expect(reports).toEqual([]);
  });

  it('for ordinary numbers, of which one in eleven passes', async () => {
    const { nodes } = open(3);
    const ordinary = Array.from({ length: 400 }, (_, index) => String(300_000_000 + index));
    expect(new Set(await signIn(nodes, ordinary))).toEqual(new Set([true]));
  });

  it('for dates and school years', async () => {
    const { nodes, reports } = open();
    await signIn(nodes, Array<string>(15).fill('2014-02-04'));
    await signIn(nodes, Array<string>(15).fill('2024-2025'), 100);
    expect(reports).toEqual([]);
  });

  it('for two slips in twenty; for one it is', async () => {
    const slips = honest.slice(0, 2);
    const two = open();
    await signIn(two.nodes, [...passing.slice(0, 1), ...slips, ...passing.slice(1, 18)]);
    expect(two.reports).toEqual([]);
    const one = open();
    await signIn(one.nodes, [...passing.slice(0, 1), ...slips.slice(1), ...passing.slice(1, 19)]);
    expect(one.reports.length).toBe(1);
  });

  it('at another IdP', async () => {
    const { nodes } = open();
    await signIn(nodes, passing.slice(0, 20));
    const elsewhere = person(1, passing[0] ?? '', { idpId: known(idpId('another-idp')) });
    expect(await isGiven(known(nodes[0]), elsewhere)).toBe(true);
  });
});

describe('a sign-in', () => {
  it('asks the store once a minute per IdP, and otherwise only where a number might be one', async () => {
    const { store, calls } = counted(memory());
    const { nodes, clock } = openNodes(store, createTestSealer());
    await signIn(nodes, honest.slice(0, 200));
    expect(calls).toEqual(['getAndRenew']);
    clock.advance(60_000);
    await signIn(nodes, honest.slice(0, 200));
    expect(calls).toEqual(['getAndRenew', 'getAndRenew']);
  });

  it('at a school with innocent numbers of nine digits rarely asks it', async () => {
    const { store, calls } = counted(memory());
    const { nodes } = openNodes(store, createTestSealer());
    await signIn(
      nodes,
      Array.from({ length: 1100 }, (_, index) => String(400_000_000 + index)),
    );
    expect(calls.length).toBeLessThan(1100 / 4);
  });

  it('fails when the store has to be asked and does not answer, even if the node remembers', async () => {
    const inner = memory();
    let isAway = false;
    const { store } = counted(inner, () => isAway);
    const { nodes, clock } = openNodes(store, createTestSealer());
    await signIn(nodes, passing.slice(0, 20));
    isAway = true;
    await expect(signIn(nodes, ['4711'])).rejects.toMatchObject({ code: 'storage.unavailable' });
    await expect(signIn(nodes, passing.slice(50, 51), 50)).rejects.toMatchObject({
      code: 'storage.unavailable',
    });
    clock.advance(60_000);
    await expect(signIn(nodes, ['4711'], 60)).rejects.toMatchObject({ code: 'storage.unavailable' });
  });
});

describe('whatever the order in which nodes see people', () => {
  it('no more than the first nineteen and those at the same time get through', async () => {
    const order = fc.array(fc.nat(2), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(order, async (nodeOf) => {
        const { nodes } = open(3);
        const given: boolean[] = [];
        for (const [index, node] of nodeOf.entries()) {
          given.push(await isGiven(known(nodes[node]), person(index, passing[index] ?? '')));
        }
        expect(given).toEqual([...Array<boolean>(19).fill(true), ...Array<boolean>(41).fill(false)]);
      }),
      { numRuns: 30 },
    );
  });
});
