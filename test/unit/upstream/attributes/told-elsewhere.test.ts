import { describe, expect, it } from 'vitest';
import {
  incomingAttributes,
  joinedAttributes,
} from '../../../../src/upstream/attributes/incoming-attributes.ts';
import { isToldElsewhere } from '../../../../src/upstream/attributes/told-elsewhere.ts';

const said = (name: string, text: string) => ({ name, values: [{ text, isText: true }] });
const long = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';

describe('what an IdP says is elsewhere', () => {
  it.each([
    ['groups.link', 'https://graph.example/x'],
    ['http://schemas.microsoft.com/claims/groups.link', 'https://graph.example/x'],
    ['hasgroups', 'true'],
    ['hasgroups', 'True'],
  ])('is the groups, by %s %s', (name, text) => {
    const incoming = incomingAttributes([said(name, text)]);
    expect([isToldElsewhere('groups', incoming), isToldElsewhere(long, incoming)]).toEqual([true, true]);
    expect(isToldElsewhere('roles', incoming)).toBe(false);
  });

  it.each([
    ['hasgroups', 'false'],
    ['roles.link', 'x'],
    ['mygroups.link', 'x'],
    ['groups', 'x'],
  ])('is not the groups, by %s %s', (name, text) => {
    expect(isToldElsewhere('groups', incomingAttributes([said(name, text)]))).toBe(false);
  });

  it('is there where the other one of two answers has it whole', () => {
    const without = incomingAttributes([], { elsewhere: ['groups', 'roles'] });
    const whole = incomingAttributes([said('groups', '4A')]);
    for (const both of [joinedAttributes(whole, without), joinedAttributes(without, whole)]) {
      expect([...both.elsewhere]).toEqual(['roles']);
      expect(both.values.get('groups')).toEqual(['4A']);
    }
  });
});
