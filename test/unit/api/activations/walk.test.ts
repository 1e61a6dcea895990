import { describe, expect, it } from 'vitest';
import {
  readPosition,
  walkPairs,
  walkStart,
  writePosition,
  type TellPair,
  type WalkPosition,
} from '../../../../src/api/activations/walk.ts';
import { serviceId, supplierId } from '../../../../src/domain/ids.ts';
import type { Registry } from '../../../../src/register/changes/registry.ts';
import { required } from '../../../../testkit/values/ids.ts';

const supplier = required(supplierId('leesboom'));
const services = ['een', 'twee'].map((id) => ({ id: required(serviceId(id)), supplier }));
const schools = Array.from({ length: 25 }, (_, index) => `school-${String(index).padStart(2, '0')}`);

/** Every school once had a policy for both services. */
const registry: Pick<Registry, 'histories' | 'everNaming'> = {
  histories: () => Promise.resolve([]),
  everNaming: ({ kind, naming, after = '', limit }) =>
    Promise.resolve(
      kind === 'policy'
        ? schools
            .map((school) => `${school}/${naming?.service ?? ''}`)
            .filter((id) => id > after)
            .slice(0, limit)
        : [],
    ),
};
const everything = services.flatMap(({ id }) => schools.map((school) => `${school}/${id}`));

/** Each pair tells so many items; looking at it costs so much. */
const telling =
  (each: number, looked = 1): TellPair<string> =>
  ({ id }) => ({ items: Array.from({ length: each }, (_, index) => `${id} ${String(index)}`), looked });

async function walkWhole(tell: TellPair<string>, limit: number) {
  const pages: (readonly string[])[] = [];
  let position: WalkPosition | undefined = walkStart(7);
  while (position !== undefined) {
    const page: Awaited<ReturnType<typeof walkPairs<string>>> = await walkPairs(
      registry,
      services,
      { position, limit },
      tell,
    );
    pages.push(page.items);
    position = page.next && readPosition(writePosition(page.next));
    if (position !== undefined) expect(position.began).toBe(7);
  }
  return pages;
}

describe('a walk through pairs', () => {
  it.each([1, 7, 200])('tells everything once, in pages of at most %i', async (limit) => {
    const pages = await walkWhole(telling(3), limit);
    expect(pages.flat()).toEqual(
      everything.flatMap((id) => [0, 1, 2].map((index) => `${id} ${String(index)}`)),
    );
    expect(Math.max(...pages.map((items) => items.length))).toBeLessThanOrEqual(limit);
  });

  it('ends a page where it has looked enough, and still gets to the end', async () => {
    const pages = await walkWhole(telling(1, 3_000), 200);
    expect(pages.flat()).toHaveLength(everything.length);
    expect(Math.max(...pages.map((items) => items.length))).toBe(2);
    const empty = await walkWhole(telling(0, 10_000), 200);
    expect(empty.flat()).toEqual([]);
    expect(empty.length).toBeGreaterThanOrEqual(everything.length);
  });

  it.each(['nothing', '', Buffer.from('["een","",-1,7]').toString('base64url')])(
    'takes no position that it did not give: %j',
    (text) => {
      expect(readPosition(text)).toBeUndefined();
    },
  );
});
