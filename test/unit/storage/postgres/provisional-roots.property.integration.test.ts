import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { hashOf } from '../../../../testkit/values/ids.ts';
import { openDatabase, type OpenedDatabase } from '../../../../testkit/services/postgres-servers.ts';
import { boards, day, now, signIn } from '../../../contracts/provisional-case.ts';

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
});
afterAll(() => database.postgres.close());

interface Step {
  readonly board: 0 | 1;
  readonly own: number | undefined;
  readonly eck: number | undefined;
  readonly days: number;
}
const step: fc.Arbitrary<Step> = fc
  .record({
    board: fc.constantFrom<0 | 1>(0, 1),
    own: fc.option(fc.nat(2), { nil: undefined }),
    eck: fc.option(fc.nat(2), { nil: undefined }),
    days: fc.constantFrom(0, 0, 1, 8, 31),
  })
  .filter(({ own, eck }) => own !== undefined || eck !== undefined);

let run = 0;
const named = (kind: string, index: number | undefined) =>
  index === undefined ? {} : { [kind]: `${kind} ${String(index)} of run ${String(run)}` };

const readLinks = {
  name: 'test-read-links',
  text: 'select hash, root from sluis.person_identifier where hash = any ($1)',
  row: z.object({ hash: z.string(), root: z.string() }),
};

/** Which hash belongs to which root, of this run alone. */
async function links(): Promise<ReadonlyMap<string, string>> {
  const names = [0, 1, 2].flatMap((index) => [named('own', index), named('eck', index)]);
  const hashes = names.flatMap((name) => Object.values(name)).map(hashOf);
  const rows = await database.postgres.run(readLinks, [hashes]);
  return new Map(rows.map(({ hash, root }) => [hash, root]));
}

describe('whatever two boards assert, in any order', () => {
  it('a link changes only when the board’s own provisional root gives way, and never that of an ECK iD', async () => {
    const people = createPostgresPersonStore(database.postgres);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const ecks = new Set<string>(
          [0, 1, 2].flatMap((index) => Object.values(named('eck', index)).map(hashOf)),
        );
        const users = new Map<string, Set<number>>();
        const formers = new Set<string>();
        let at = now;
        let before = await links();
        for (const { board, own, eck, days } of steps) {
          at += days * day;
          const names = { ...named('own', own), ...named('eck', eck) };
          const found = await signIn(people, names, { board: boards[board], at });
          const after = await links();
          const changed = [...before].filter(([hash, root]) => after.get(hash) !== root);
          if (found.outcome !== 'resolved') {
            expect(after).toEqual(before);
            continue;
          }
          // what was foreseen is what happened: `signIn` compares them
          if (found.former !== undefined) {
            expect(changed.length).toBeGreaterThan(0);
            expect(new Set(changed.map(([, root]) => root))).toEqual(new Set([found.former]));
            expect(users.get(found.former)).toEqual(new Set([board]));
            formers.add(found.former);
          } else {
            expect(changed).toEqual([]);
          }
          expect(changed.filter(([hash]) => ecks.has(hash))).toEqual([]);
          users.set(found.root, (users.get(found.root) ?? new Set()).add(board));
          expect([...after.values()].filter((root) => formers.has(root))).toEqual([]);
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});
