import { describe, expect, it } from 'vitest';
import { boardRoles, type BoardRole } from '../../../src/domain/portal-roles.ts';
import { recordKinds } from '../../../src/domain/record-kinds.ts';
import { reachOfMember, roleRow, type Reach } from '../../../src/rights/role-table.ts';
import { roleTasks } from '../../../src/rights/role-tasks.ts';
import { rightsTable } from '../../../src/rights/table.ts';

const tasks = ['add', 'change', 'end'] as const;
const rows = boardRoles.flatMap((role) =>
  recordKinds.map((kind) => ({ role, kind, row: roleRow(role, kind) })),
);

/** All words for how far a role comes, with the kinds for which it has them. */
function reachesOf(role: BoardRole): readonly (readonly [string, Reach])[] {
  return rows
    .filter((each) => each.role === role)
    .flatMap(({ kind, row }) => [
      ...tasks.map((task) => [kind, row[task]] as const),
      ...Object.values<Reach>(row.members ?? {}).map((reach) => [kind, reach] as const),
    ]);
}

function rolesWith(reaches: readonly Reach[], except = ''): readonly BoardRole[] {
  return boardRoles.filter((role) =>
    reachesOf(role).some(([kind, reach]) => kind !== except && reaches.includes(reach)),
  );
}

const ofBoard = (roles: readonly string[]) => boardRoles.filter((role) => roles.includes(role));

describe('the table of roles', () => {
  it('names no task and no member that the table of rights does not give the board', () => {
    for (const { role, kind, row } of rows) {
      const rights = rightsTable.board[kind];
      for (const task of tasks) {
        if (row[task] !== 'none') expect([role, kind, task, rights[task]]).not.toContain('none');
      }
      const members: Readonly<Record<string, unknown>> = 'members' in rights ? rights.members : {};
      for (const member of Object.keys(row.members ?? {})) {
        expect([role, kind, member, members[member] ?? 'never']).not.toContain('never');
      }
    }
  });

  it('shows a role whatever it does something with', () => {
    for (const { role, kind, row } of rows) {
      const reaches = [...tasks.map((task) => row[task]), ...Object.values(row.members ?? {})];
      if (reaches.some((reach) => reach !== 'none')) {
        expect([role, kind, row.see]).toEqual([role, kind, true]);
      }
    }
  });

  it.each(['data_protection_officer', 'reader', 'help_desk'] as const)('lets a %s change nothing', (role) => {
    expect(reachesOf(role).filter(([, reach]) => reach !== 'none')).toEqual([]);
  });

  it('lets a proposer publish nothing, and an approver draft nothing', () => {
    expect(new Set(reachesOf('proposer').map(([, reach]) => reach))).toEqual(new Set(['none', 'draft']));
    expect(new Set(reachesOf('approver').map(([, reach]) => reach))).toEqual(new Set(['none', 'approve']));
  });

  it('has a data protection officer see whatever the board sees', () => {
    for (const kind of recordKinds) {
      if (rightsTable.board[kind].see === 'none') continue;
      expect([kind, roleRow('data_protection_officer', kind).see]).toEqual([kind, true]);
    }
  });

  it('lets a signer alone take the steps of an agreement, and change nothing else', () => {
    expect(
      boardRoles.filter((role) => reachOfMember(roleRow(role, 'agreement'), 'status') !== 'none'),
    ).toEqual(['signer']);
    expect(reachesOf('signer').filter(([, reach]) => reach !== 'none')).toEqual([
      ['agreement', 'publish'],
      ['agreement', 'publish'],
      ['agreement', 'publish'],
    ]);
  });

  it('shows a technical partner schools and IdPs, and a help desk schools', () => {
    const seenBy = (role: BoardRole) => recordKinds.filter((kind) => roleRow(role, kind).see);
    expect(seenBy('technical_partner')).toEqual(['school', 'idp']);
    expect(seenBy('help_desk')).toEqual(['school']);
  });

  it('agrees with the tasks about who drafts, publishes and signs', () => {
    const drafting = rolesWith(['draft', 'draft_or_publish', 'publish'], 'agreement');
    expect(ofBoard(roleTasks['drafts.make'])).toEqual(drafting);
    const publishing = rolesWith(['approve', 'draft_or_publish', 'publish'], 'agreement');
    expect(ofBoard(roleTasks['drafts.publish'])).toEqual(publishing);
    expect(ofBoard(roleTasks['agreements.sign'])).toEqual(['signer']);
  });
});
