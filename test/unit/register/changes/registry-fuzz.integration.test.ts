import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { recordKinds } from '../../../../src/domain/record-kinds.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import type { Outcome } from '../../../../src/register/changes/registry.ts';
import type { Change, StoredRecord } from '../../../../src/storage/stores/records.ts';
import { wholeRegister } from '../../../../testkit/values/whole-register.ts';
import { openRegistryWorld, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
let records: readonly StoredRecord[];

beforeAll(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  const objection = { id: 'o1', school: 'de-kade', person: '11111111-1111-4111-8111-111111111111' };
  await world.registry.submit([{ kind: 'objection', id: 'o1', body: objection }], {
    author: 'ada',
    reason: 'one of each',
  });
  records = (await wholeRegister(world.store)).records;
});
afterAll(() => world.close());

const kinds = fc.constantFrom(...recordKinds);
/** JSON with what databases and parsers stumble over. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
  fc.constantFrom<unknown>(
    '\0',
    '\ud800',
    'a\u2028b',
    '__proto__',
    1e300,
    -0,
    '9'.repeat(2_000),
    nested(200),
  ),
  fc.constant(JSON.parse('{"__proto__": {"id": "x"}, "constructor": 1}')),
);

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : [nested(depth - 1)];
}

/** Every place in a JSON value, the whole included. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const members =
    typeof value === 'object' && value !== null ? Object.entries(value) : ([] as [string, unknown][]);
  return [path, ...members.flatMap(([key, member]) => placesIn(member, [...path, key]))];
}

/** The value with another one in a place, or without that place. */
function changedAt(value: unknown, path: readonly (string | number)[], put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((member: unknown, index) =>
      index === Number(key) ? changedAt(member, rest, put) : member,
    );
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([name, member]): [string, unknown][] => {
      if (name !== String(key)) return [[name, member]];
      return rest.length === 0 && put === undefined ? [] : [[name, changedAt(member, rest, put)]];
    }),
  );
}

async function holdsTheDoor(changes: readonly Change[]): Promise<Outcome['outcome']> {
  const before = await wholeRegister(world.store);
  const outcome = await world.registry
    .submit(changes, { author: 'fuzz', reason: 'fuzz' })
    .catch((error: unknown) => {
      expect(error).toBeInstanceOf(SluisError);
      throw error;
    });
  const after = await wholeRegister(world.store);
  if (outcome.outcome === 'applied') {
    // put back, so that each case begins with the same register
    expect(after.revision).toBe(before.revision + 1);
    const names = new Set(before.records.map(({ kind, id }) => `${kind} ${id}`));
    const back = [
      ...before.records.map(({ kind, id, body }) => ({ kind, id, body })),
      ...after.records
        .filter(({ kind, id }) => !names.has(`${kind} ${id}`))
        .map(({ kind, id }) => ({ kind, id, ended: true as const })),
    ];
    await world.store.apply(after.revision, back.map(newVersionOf), {
      author: 'fuzz',
      reason: 'back',
      at: 0,
    });
    return outcome.outcome;
  }
  expect(after).toEqual(before);
  if (outcome.outcome === 'refused') {
    expect(outcome.faults.length).toBeGreaterThan(0);
    for (const { kind, id, problem, remedy } of outcome.faults) {
      expect(kind).not.toBe('');
      expect(typeof id).toBe('string');
      expect(problem).not.toBe('');
      expect(remedy).not.toBe('');
    }
  }
  return outcome.outcome;
}

describe('whatever is written into the register', () => {
  it('any JSON under any name is refused with place and reason, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.oneof(fc.string(), fc.constantFrom('a', 'a/b', '', '\0')),
        strange,
        async (kind, id, body) => {
          expect(await holdsTheDoor([{ kind, id, body }])).toBe('refused');
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('a good record with one piece changed or gone is applied as a whole, or refused', async () => {
    const pieces = fc.nat().chain((pick) => {
      const { kind, id, body } = records[pick % records.length] ?? { kind: 'board', id: '', body: {} };
      return fc.record({
        name: fc.constant({ kind, id } as const),
        body: fc.constant(body),
        path: fc.constantFrom(...placesIn(body)),
        put: fc.oneof(
          strange,
          fc.constant(undefined),
          fc.constantFrom<unknown>('de-kade', 'leesboom', [], {}, true),
        ),
      });
    });
    await fc.assert(
      fc.asyncProperty(pieces, async ({ name, body, path, put }) => {
        await holdsTheDoor([{ ...name, body: changedAt(body, path, put) }]);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it('several changes at once, good and bad, happen all or not at all', async () => {
    const change = fc.nat().chain((pick): fc.Arbitrary<Change> => {
      const { kind, id, body } = records[pick % records.length] ?? { kind: 'board', id: '', body: {} };
      return fc.constantFrom<Change>(
        { kind, id, ended: true },
        { kind, id, body },
        { kind, id, body: changedAt(body, ['name'], 'Anders') },
      );
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), async (changes) => {
        await holdsTheDoor(changes);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
