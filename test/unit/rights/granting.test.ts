import { describe, expect, it } from 'vitest';
import { boardRoles, type HeldRole, type PortalRole } from '../../../src/domain/portal-roles.ts';
import type { AccountRoles, PartyAccounts, UsedAccount } from '../../../src/rights/account-roles.ts';
import { areExclusive } from '../../../src/rights/exclusive-roles.ts';
import type { AskedRole } from '../../../src/rights/fit-role.ts';
import {
  grantedBy,
  newRole,
  refusedConfirmation,
  refusedGrant,
  refusedReset,
  type Granting,
} from '../../../src/rights/granting.ts';
import {
  hasAdministrator,
  isLastAdministrator,
  refusedStandIn,
  refusedWithdrawal,
  withoutStandIn,
} from '../../../src/rights/kept-administrator.ts';
import { rolesIfUsed } from '../../../src/rights/roles-if-used.ts';
import {
  account,
  at,
  day,
  leesboom,
  personWith,
  role,
  school,
  somebody,
  today,
  usedAccount,
  zeeland,
} from './role-world.ts';

const commandLine = { kind: 'command_line', user: 'beheer' } as const;
const operator: Granting = { party: { kind: 'operator' }, account: account(8), roles: [role('operator')] };
const atOne = { schools: [school('own-een')] };

const holding = (...roles: readonly HeldRole[]): UsedAccount => usedAccount(2, ...roles);
const asked = (name: PortalRole): AskedRole => {
  const members: Partial<Record<PortalRole, Partial<AskedRole>>> = {
    signer: { until: day('2027-12-31'), ground: 'director of the board' },
    technical_partner: { ...atOne, until: day('2027-01-31') },
  };
  return { role: name, ...members[name] };
};
/** The member that a refusal is about; `ok`: there is none, `whole`: it is about none. */
const granted = (by: Granting, wish: AskedRole, to: AccountRoles = holding()) => {
  const finding = refusedGrant(by, wish, to, at);
  return finding === undefined ? 'ok' : (finding.path[0] ?? 'whole');
};

describe('granting a role', () => {
  it.each(boardRoles)('of a board: by %s only what the table says', (name) => {
    for (const wished of boardRoles) {
      const expected = grantedBy[name].includes(wished) ? 'ok' : 'role';
      expect([wished, granted(personWith(role(name)), asked(wished))]).toEqual([wished, expected]);
    }
  });

  it.each(boardRoles)('of a board: %s by the operator, at the portal and at the command line', (name) => {
    expect(granted(operator, asked(name))).toBe('ok');
    expect(granted(commandLine, asked(name))).toBe('ok');
  });

  it('to oneself nobody does, not even the operator', () => {
    const to = { ...holding(), account: account(1) };
    expect(granted(personWith(role('administrator')), asked('reader'), to)).toBe('whole');
    expect(
      granted(
        operator,
        { role: 'operator' },
        { party: { kind: 'operator' }, account: account(8), roles: [] },
      ),
    ).toBe('whole');
  });

  it('of another board, a supplier or the operator nobody of a board does', () => {
    const everything = personWith(...boardRoles.map((name) => role(name)));
    expect(granted(everything, asked('reader'), { ...holding(), party: zeeland })).toBe('whole');
    expect(granted(everything, { role: 'supplier' }, { ...holding(), party: leesboom })).toBe('whole');
    expect(granted(everything, { role: 'operator' })).toBe('role');
    expect(granted(operator, { role: 'supplier' })).toBe('role');
  });

  it('of a supplier is done by people of that supplier and by the operator', () => {
    const colleague = { party: leesboom, account: account(1), roles: [role('supplier')] };
    const to = { ...holding(), party: leesboom };
    expect(granted(colleague, { role: 'supplier' }, to)).toBe('ok');
    expect(granted(operator, { role: 'supplier' }, to)).toBe('ok');
    expect(granted(colleague, { role: 'supplier' }, { ...to, party: { kind: 'operator' } })).toBe('whole');
  });

  it('is done without any role by nobody', () => {
    expect(granted(personWith(), asked('reader'))).toBe('role');
  });

  it('is at no more schools than one’s own', () => {
    const by = personWith(role('administrator', atOne));
    expect(granted(by, { role: 'reader', ...atOne })).toBe('ok');
    expect(granted(by, { role: 'reader' })).toBe('schools');
    expect(granted(by, { role: 'reader', schools: [school('own-een'), school('own-twee')] })).toBe('schools');
    expect(granted(by, asked('data_protection_officer'))).toBe('schools');
  });

  it.each<[string, AskedRole, string]>([
    ['no school', { role: 'reader', schools: [] }, 'schools'],
    [
      'a school of another board',
      { role: 'reader', schools: [school('own-een'), school('other-een')] },
      'schools',
    ],
    ['some schools for a signer', { ...asked('signer'), ...atOne }, 'schools'],
    ['some schools for a data protection officer', { role: 'data_protection_officer', ...atOne }, 'schools'],
    ['a technical partner everywhere', { role: 'technical_partner', until: today }, 'schools'],
    ['a technical partner for ever', { role: 'technical_partner', ...atOne }, 'until'],
    [
      'a technical partner for over a year',
      { role: 'technical_partner', ...atOne, until: day('2027-11-03') },
      'until',
    ],
    ['a signer for ever', { role: 'signer', ground: 'director' }, 'until'],
    ['a signer without a ground', { role: 'signer', until: today }, 'ground'],
    ['a signer with an empty ground', { role: 'signer', until: today, ground: '  ' }, 'ground'],
    ['a ground of another role', { role: 'reader', ground: 'director' }, 'ground'],
    ['a last day that is over', { role: 'reader', until: day('2026-11-01') }, 'until'],
  ])('is refused with %s', (_what, wish, member) => {
    expect(granted(operator, wish)).toBe(member);
  });

  it('allows today as last day, and a technical partner for a year', () => {
    expect(granted(operator, { role: 'reader', until: today })).toBe('ok');
    expect(granted(operator, { role: 'technical_partner', ...atOne, until: day('2027-11-02') })).toBe('ok');
  });

  it('that is held already is refused, and one that is past is not', () => {
    expect(granted(operator, asked('reader'), holding(role('reader')))).toBe('whole');
    expect(granted(operator, asked('reader'), holding(role('reader', { until: day('2026-11-01') })))).toBe(
      'ok',
    );
  });

  it.each(boardRoles)('keeps a data protection officer from deciding: %s', (name) => {
    const isDeciding = !['data_protection_officer', 'reader', 'help_desk'].includes(name);
    expect(areExclusive('data_protection_officer', name)).toBe(isDeciding);
    if (name === 'data_protection_officer') return;
    const expected = isDeciding ? 'role' : 'ok';
    expect(granted(operator, asked('data_protection_officer'), holding(role(name)))).toBe(expected);
    expect(granted(operator, asked(name), holding(role('data_protection_officer')))).toBe(expected);
  });
});

describe('confirming a role', () => {
  const pending = (name: PortalRole) => holding(newRole(asked(name), somebody, at.now));
  const confirmed = (by: Granting, name: PortalRole, of = pending(name)) =>
    refusedConfirmation(by, name, of, { accounts: [of] }, at)?.problem ?? 'ok';

  it('has to be done for roles that decide; granting is enough for the others', () => {
    const waiting = boardRoles.filter((name) => rolesIfUsed(pending(name), at).length === 0);
    expect(waiting).toEqual(['administrator', 'approver', 'signer']);
    expect(newRole({ role: 'operator' }, commandLine, at.now).confirmedBy).toBeUndefined();
  });

  it('is for those who could grant it, the granter too, and never for the invited', () => {
    expect(confirmed(personWith(role('administrator')), 'administrator')).toBe('ok');
    expect(confirmed({ ...personWith(role('administrator')), account: account(9) }, 'administrator')).toBe(
      'ok',
    );
    expect(confirmed(commandLine, 'signer')).toBe('ok');
    expect(confirmed(personWith(role('administrator')), 'approver')).toMatch(/do not grant/);
    const oneself = { ...personWith(role('administrator')), account: account(2) };
    expect(confirmed(oneself, 'administrator')).toMatch(/of himself/);
  });

  it('is done anew of a role that has lapsed, by those who could grant it', () => {
    const unused = { ...holding(role('reader')), lastUsedOn: day('2026-01-05') };
    const found = holding(role('reader', { lapsedOn: day('2026-10-30') }));
    for (const of of [unused, found]) {
      expect(confirmed(personWith(role('administrator')), 'reader', of)).toBe('ok');
      expect(confirmed(personWith(role('approver')), 'reader', of)).toMatch(/do not grant/);
      expect(confirmed({ ...personWith(role('administrator')), account: account(2) }, 'reader', of)).toMatch(
        /of himself/,
      );
    }
  });

  it('is not done twice, not of a role that is gone, and not when another one came between', () => {
    expect(confirmed(operator, 'approver', holding(role('approver')))).toMatch(/is confirmed/);
    expect(confirmed(operator, 'approver', holding())).toMatch(/does not hold/);
    const both = holding(role('data_protection_officer'), newRole(asked('approver'), somebody, 1));
    expect(confirmed(operator, 'approver', both)).toMatch(/data protection officer/);
  });
});

describe('withdrawing a role', () => {
  const one = usedAccount(1, role('administrator'));
  const two = { ...one, account: account(3) };
  const withdrawn = (by: Granting, name: PortalRole, of: UsedAccount, ...others: readonly UsedAccount[]) =>
    refusedWithdrawal(by, name, of, { accounts: [of, ...others] }, at)?.problem ?? 'ok';
  const administrator = personWith(role('administrator'));

  it('is for those who could grant it, and for whoever has it', () => {
    expect(withdrawn(administrator, 'technical_partner', holding(role('technical_partner', atOne)))).toBe(
      'ok',
    );
    expect(withdrawn(administrator, 'approver', holding(role('approver')))).toMatch(
      /do not grant or withdraw/,
    );
    expect(
      withdrawn({ ...personWith(role('reader')), account: account(2) }, 'reader', holding(role('reader'))),
    ).toBe('ok');
    expect(withdrawn(personWith(role('administrator', atOne)), 'reader', holding(role('reader')))).toMatch(
      /more schools/,
    );
    expect(withdrawn(administrator, 'reader', holding())).toMatch(/does not hold/);
  });

  it('leaves a board its last administrator, whoever withdraws', () => {
    for (const by of [administrator, operator, commandLine]) {
      expect(withdrawn(by, 'administrator', one)).toMatch(/last administrator/);
      expect(withdrawn(by, 'administrator', one, two)).toBe('ok');
    }
  });

  it('counts administrators that act, of the whole board', () => {
    const others: readonly HeldRole[] = [
      newRole({ role: 'administrator' }, somebody, 1),
      role('administrator', atOne),
      role('administrator', { until: day('2026-11-01') }),
      role('approver'),
      role('administrator', { lapsedOn: day('2026-10-30') }),
    ];
    for (const other of others) {
      expect(withdrawn(operator, 'administrator', one, { ...two, roles: [other] })).toMatch(
        /last administrator/,
      );
    }
    const pending = { ...two, roles: [newRole({ role: 'administrator' }, somebody, 1)] };
    expect(withdrawn(operator, 'administrator', pending, one)).toBe('ok');
  });

  it('knows the last administrator, who is nobody where there are two, or none', () => {
    expect(isLastAdministrator(account(1), { accounts: [one, holding()] }, at)).toBe(true);
    expect(isLastAdministrator(account(2), { accounts: [one, holding()] }, at)).toBe(false);
    expect(isLastAdministrator(account(1), { accounts: [one, two] }, at)).toBe(false);
    expect(isLastAdministrator(account(2), { accounts: [holding()] }, at)).toBe(false);
    expect(hasAdministrator({ accounts: [one, holding()] }, at)).toBe(true);
    expect(hasAdministrator({ accounts: [holding(role('administrator', atOne))] }, at)).toBe(false);
  });

  it('warns a board that depends on one person', () => {
    const warned = (accounts: readonly UsedAccount[], standIn?: typeof one.account) =>
      withoutStandIn(
        { accounts, ...(standIn === undefined ? {} : { standIn: { account: standIn, namedAt: 5 } }) },
        at,
      ) !== undefined;
    expect(warned([one, two], account(3))).toBe(false);
    expect(warned([one, two])).toBe(true);
    expect(warned([one], account(1))).toBe(true);
    expect(warned([one, two, holding(role('reader'))], account(2))).toBe(true);
  });
});

describe('naming a stand-in', () => {
  const two = usedAccount(2, role('administrator'));
  const party: PartyAccounts = { accounts: [usedAccount(1, role('administrator')), two] };
  const named = (by = personWith(role('administrator')), of = party, whom = 2) =>
    refusedStandIn(by, account(whom), of, at)?.problem ?? 'ok';

  it('is for an administrator of the whole board, and of another one', () => {
    expect(named()).toBe('ok');
    expect(named(personWith(role('administrator')), party, 1)).toMatch(/himself/);
    expect(named(personWith(role('administrator', atOne)))).toMatch(/whole board/);
    for (const name of boardRoles) {
      if (name !== 'administrator') expect(named(personWith(role(name)))).not.toBe('ok');
    }
    expect(named(personWith())).not.toBe('ok');
  });

  it.each<[string, UsedAccount]>([
    ['at some schools alone', holding(role('administrator', atOne))],
    ['that nobody has confirmed', holding(newRole({ role: 'administrator' }, somebody, 1))],
    ['that is past', holding(role('administrator', { until: day('2026-11-01') }))],
    ['that has lapsed', { ...two, lastUsedOn: day('2026-01-05') }],
    ['of another sort', holding(role('approver'))],
  ])('is of nobody with a role as administrator %s', (_what, other) => {
    expect(named(undefined, { accounts: [...party.accounts.slice(0, 1), other] })).toMatch(/whose role acts/);
  });

  it('is not done twice, and of nobody who is not there', () => {
    const standIn = { account: account(2), namedAt: 5 };
    expect(named(undefined, { ...party, standIn })).toMatch(/stands in/);
    expect(named(undefined, { ...party, standIn: { ...standIn, account: account(1) } })).toBe('ok');
    expect(named(undefined, party, 7)).toMatch(/whose role acts/);
  });
});

describe('taking away second factors', () => {
  const reset = (by: Granting, of: AccountRoles) => refusedReset(by, of, at)?.problem ?? 'ok';

  it('is for those who could grant each role of the account', () => {
    const administrator = personWith(role('administrator'));
    expect(reset(administrator, holding(role('reader'), role('proposer')))).toBe('ok');
    expect(reset(administrator, holding(role('reader'), role('signer')))).toMatch(/signer/);
    expect(reset(administrator, holding(newRole(asked('approver'), somebody, 1)))).toMatch(/approver/);
    expect(reset(operator, holding(role('signer')))).toBe('ok');
    expect(reset(administrator, { ...holding(role('reader')), account: account(1) })).toMatch(/himself/);
  });
});
