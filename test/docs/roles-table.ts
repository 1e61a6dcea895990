import { boardRoles, type BoardRole, type PortalRole } from '../../src/domain/portal-roles.ts';
import { recordKinds, type RecordKind } from '../../src/domain/record-kinds.ts';
import { kinds } from '../../src/register/model/kinds.ts';
import { roleForms } from '../../src/rights/fit-role.ts';
import { confirmedAlways, grantedBy } from '../../src/rights/granting.ts';
import { roleRow, type Reach } from '../../src/rights/role-table.ts';
import { roleTasks } from '../../src/rights/role-tasks.ts';
import { rightsTable } from '../../src/rights/table.ts';

const portalRoles: readonly PortalRole[] = [...boardRoles, 'operator', 'supplier'];

/** The table of roles in words: a row of docs/PORTAL.md for each role of a board. */
export function rolesInWords(): readonly (readonly string[])[] {
  return boardRoles.map((role) => [
    `\`${role}\``,
    seenInWords(role),
    ...(['publish', 'draft_or_publish', 'draft', 'approve'] as const).map((reach) =>
      reachInWords(role, reach),
    ),
  ]);
}

/** Each task that is none with a record, and whose it is. */
export function tasksInWords(): readonly (readonly string[])[] {
  return Object.entries(roleTasks).map(([task, roles]) => [`\`${task}\``, named(roles)]);
}

/** Each role, who grants it, and what it has to have. */
export function grantsInWords(): readonly (readonly string[])[] {
  return portalRoles.map((role) => {
    const { schools, until, ground } = roleForms[role];
    const granters = portalRoles.filter((granter) => grantedBy[granter].includes(role));
    return [
      `\`${role}\``,
      named(granters),
      confirmedAlways.has(role) ? 'yes' : 'no',
      { must: 'named schools', may: 'the board or some schools', never: 'the party' }[schools],
      until === 'must' ? 'always' : 'if it is to end',
      ground === 'must' ? 'a ground of authority' : '–',
    ];
  });
}

const otherNames: Readonly<Partial<Record<RecordKind, string>>> = {
  board: 'the board',
  idp: 'IdPs',
  access: 'access rules',
};
const nameOf = (kind: RecordKind): string => otherNames[kind] ?? kinds[kind].api.path;

function seenInWords(role: BoardRole): string {
  const seen = recordKinds.filter(
    (kind) => rightsTable.board[kind].see !== 'none' && roleRow(role, kind).see,
  );
  return listed(seen.map(nameOf));
}

const verbs = { add: 'adds', change: 'changes', end: 'ends' } as const;

function reachInWords(role: BoardRole, reach: Reach): string {
  const parts = recordKinds.flatMap((kind) => {
    const row = roleRow(role, kind);
    const done = (['add', 'change', 'end'] as const).filter((task) => row[task] === reach);
    const members = Object.entries<Reach>(row.members ?? {});
    const more = members.flatMap(([member, own]) => (own === reach && row.change !== reach ? [member] : []));
    const less = members.flatMap(([member, own]) => (own !== reach && row.change === reach ? [member] : []));
    const without = less.length === 0 ? '' : ` without ${named(less)}`;
    return [
      ...(done.length === 0 ? [] : [`${listed(done.map((task) => verbs[task]))} ${nameOf(kind)}${without}`]),
      ...(more.length === 0 ? [] : [`changes ${named(more)} of ${nameOf(kind)}`]),
    ];
  });
  return parts.length === 0 ? '–' : parts.join('; ');
}

function named(words: readonly string[]): string {
  return listed(words.map((word) => `\`${word}\``));
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
