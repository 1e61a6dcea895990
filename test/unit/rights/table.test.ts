import { describe, expect, it } from 'vitest';
import { boardId, supplierId } from '../../../src/domain/ids.ts';
import { recordKinds, type RecordKind } from '../../../src/domain/record-kinds.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { schoolRecord } from '../../../src/register/model/kinds/school.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import type { BoundParty } from '../../../src/domain/party.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { rightsTable } from '../../../src/rights/table.ts';
import { required } from '../../../testkit/values/ids.ts';

const parties: readonly BoundParty[] = [
  { kind: 'board', id: required(boardId('waterland')) },
  { kind: 'supplier', id: required(supplierId('leesboom')) },
];
const tasks = ['add', 'change', 'end'] as const;
const rows = parties.flatMap((party) =>
  recordKinds.map((kind) => ({ party, kind, row: rightsTable[party.kind][kind] })),
);

const register = registerInMemory({
  ...emptyLists(),
  school: [schoolRecord.parse(kinds.school.api.example)],
});
const example = (kind: RecordKind): object => Object(kinds[kind].api.example);

function judged(party: BoundParty, kind: RecordKind, before: object, after: object) {
  const { id = 'any' }: { readonly id?: string } = before;
  return mayChange({ party }, { kind, id, before, after }, { before: register, after: register });
}

const neverChanging = rows.flatMap(({ party, kind, row }) =>
  'members' in row
    ? Object.entries(row.members).flatMap(([member, right]) =>
        right === 'never' ? [[party.kind, kind, member, party] as const] : [],
      )
    : [],
);

describe('the table of rights', () => {
  it('lets the operator see every record, and change every kind that the API changes, and no other', () => {
    for (const kind of recordKinds) {
      const { see, ...tasksOfKind } = rightsTable.operator[kind];
      const whose = kinds[kind].api.writeScope === undefined ? 'none' : 'any';
      expect([kind, see, tasksOfKind]).toEqual([kind, 'any', { add: whose, change: whose, end: whose }]);
    }
  });

  it('gives no board and no supplier a task with just any record', () => {
    for (const { row } of rows) for (const task of tasks) expect(row[task]).not.toBe('any');
  });

  it('lets nobody change what they do not see, or see a part of', () => {
    for (const { party, kind, row } of rows) {
      for (const task of tasks) {
        if (row[task] !== 'none') expect([party.kind, kind, row.see]).toEqual([party.kind, kind, row[task]]);
      }
    }
  });

  it('never lets the members change that make up an id', () => {
    for (const { kind, row } of rows) {
      if (!('members' in row)) continue;
      for (const [member, right] of Object.entries(row.members)) {
        if (kinds[kind].idParts.includes(member)) {
          expect([kind, member, right]).toEqual([kind, member, 'never']);
        }
      }
    }
  });

  it.each(neverChanging)('refuses to a %s that of its %s `%s` changes', (_party, kind, member, party) => {
    expect(judged(party, kind, example(kind), { ...example(kind), [member]: 'other' })).toBeDefined();
    expect(judged(party, kind, { ...example(kind), [member]: 'other' }, example(kind))).toBeDefined();
  });
});
