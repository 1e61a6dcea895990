import { describe, expect, it } from 'vitest';
import { grantedBy } from '../../../src/rights/granting.ts';
import { mayAnywhere, roleTasks, whereMay, type PortalTask } from '../../../src/rights/role-tasks.ts';
import { leesboom, personWith, role, school } from './role-world.ts';

const atOne = { schools: [school('own-een')] };

describe('tasks that are not with records', () => {
  it('are nobody’s who has no role', () => {
    expect(whereMay(personWith(), 'school_state.see')).toEqual([]);
    expect(mayAnywhere(personWith(), 'school_state.see')).toBe(false);
  });

  it('are at the schools of a role alone, and not with what is the board’s', () => {
    const person = personWith(role('technical_partner', atOne));
    expect(whereMay(person, 'error_ids.look_up')).toEqual(['own-een']);
    expect(mayAnywhere(person, 'error_ids.look_up')).toBe(true);
    expect(whereMay(person, 'people.see')).toEqual([]);
    expect(mayAnywhere(person, 'people.see')).toBe(false);
  });

  it('are everywhere where one of several roles is', () => {
    const person = personWith(role('reader'), role('help_desk', atOne));
    expect(whereMay(person, 'school_state.see')).toBe('everywhere');
    expect(whereMay(person, 'error_ids.look_up')).toEqual(['own-een']);
  });

  it('are the operator’s and a supplier’s as their one role says', () => {
    const operator = { ...personWith(role('operator')), party: { kind: 'operator' } } as const;
    expect(whereMay(operator, 'error_ids.look_up')).toBe('everywhere');
    expect(mayAnywhere(operator, 'ledger.search')).toBe(false);
    const supplier = { ...personWith(role('supplier')), party: leesboom };
    expect(whereMay(supplier, 'statistics.see')).toBe('everywhere');
    expect(mayAnywhere(supplier, 'error_ids.look_up')).toBe(false);
  });

  it.each<[PortalTask, readonly string[]]>([
    ['ledger.staff', ['privacy_officer', 'data_protection_officer']],
    ['ledger.person', ['administrator', 'privacy_officer', 'data_protection_officer']],
    ['people.stand_in', ['administrator']],
    ['papers.keep', ['privacy_officer']],
    ['advice.give', ['data_protection_officer']],
    ['agreements.sign', ['signer']],
  ])('%s is for %j alone', (task, roles) => {
    expect(roleTasks[task]).toEqual(roles);
  });

  it('about people are of those who grant some role, and of nobody else', () => {
    const granters = Object.entries(grantedBy).flatMap(([name, roles]) => (roles.length > 0 ? [name] : []));
    for (const task of ['people.invite', 'people.confirm', 'people.withdraw'] as const) {
      expect([...roleTasks[task]].sort()).toEqual([...granters].sort());
    }
  });

  it('show a technical partner no people, no papers and no ledger', () => {
    const shown = Object.entries(roleTasks).flatMap(([task, roles]) =>
      roles.includes('technical_partner') ? [task] : [],
    );
    expect(shown).toEqual([
      'error_ids.look_up',
      'setup.see',
      'school_state.see',
      'drafts.make',
      'drafts.publish',
    ]);
  });
});
