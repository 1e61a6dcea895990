import fc from 'fast-check';
import { boardId, supplierId } from '../../../src/domain/ids.ts';
import { type RecordKind, recordKinds } from '../../../src/domain/record-kinds.ts';
import { registerAfter, writtenSteps } from '../../../src/register/changes/changed-register.ts';
import type { Step } from '../../../src/register/changes/step.ts';
import { schoolRecord } from '../../../src/register/model/kinds/school.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import type { BeforeAndAfter } from '../../../src/register/model/register-reader.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import { required } from '../../../testkit/values/ids.ts';

export const own = { kind: 'board', id: required(boardId('waterland')) } as const;
export const ownSupplier = { kind: 'supplier', id: required(supplierId('leesboom')) } as const;
const schoolIds = ['own-een', 'own-twee', 'other-een', 'other-twee', 'nowhere'] as const;

/** Any of the members by which a record is somebody's, in any combination. */
const body = (kind: RecordKind): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      board: fc.constantFrom('waterland', 'zeeland'),
      supplier: fc.constantFrom('leesboom', 'rekenrijk'),
      school: fc.constantFrom(...schoolIds),
      schools: fc.uniqueArray(fc.constantFrom(...schoolIds), { minLength: 1, maxLength: 3 }),
      status: fc.constantFrom('draft', 'offered', 'active', 'suspended', 'ended'),
      blocked: fc.boolean(),
      name: fc.constantFrom('Een', 'Twee'),
    })
    .map((members) => {
      const example: Record<string, unknown> = { ...Object(kinds[kind].api.example) };
      const known = Object.entries(members).filter(
        ([name]) => name in example || (kind === 'service' && name === 'blocked'),
      );
      return { ...example, ...Object.fromEntries(known) };
    });

export const schoolBoards: Readonly<Record<string, string>> = {
  'own-een': 'waterland',
  'own-twee': 'waterland',
  'other-een': 'zeeland',
  'other-twee': 'zeeland',
};
const schools = Object.entries(schoolBoards).map(([id, board]) => ({
  id,
  body: { ...Object(kinds.school.api.example), id, board },
}));

export const anyChange: fc.Arbitrary<Step> = fc
  .constantFrom(...recordKinds)
  .chain((kind) =>
    fc.record(
      {
        kind: fc.constant(kind),
        id:
          kind === 'school' ? fc.constantFrom(...schoolIds) : fc.constantFrom('waterland', 'leesboom', 'any'),
        before: body(kind),
        after: body(kind),
      },
      { requiredKeys: ['kind', 'id'] },
    ),
  )
  .map((wish) => (wish.kind === 'school' ? asItIs(wish) : wish));

/** A school was what it is, and nothing else. */
function asItIs({ kind, id, after }: Step): Step {
  const known = schools.find((school) => school.id === id);
  return {
    kind,
    id,
    ...(known === undefined ? {} : { before: known.body }),
    ...(after === undefined ? {} : { after: { ...Object(after), id } }),
  };
}

/** A register of these schools, before the changes and after them. */
export function registerWith(changes: readonly Step[]): BeforeAndAfter {
  const school = schools.map((each) => schoolRecord.parse(each.body));
  const before = registerInMemory({ ...emptyLists(), school });
  return { before, after: registerAfter(before, writtenSteps(changes)) };
}
