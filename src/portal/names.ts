import type { Language } from '../domain/language.ts';
import type { SchoolId } from '../domain/ids.ts';
import { dayForPeople } from '../domain/moment-for-people.ts';
import type { Party } from '../domain/party.ts';
import type { HeldRole } from '../domain/portal-roles.ts';
import type { Register } from '../register/replica/register.ts';
import { portalMessagesIn } from './languages/messages-in.ts';

/** How a page calls a party. */
export function partyName(party: Party, register: Register): string {
  switch (party.kind) {
    case 'operator':
      return 'Sluis';
    case 'board':
      return register.board(party.id)?.name ?? party.id;
    case 'supplier':
      return register.supplier(party.id)?.name ?? party.id;
  }
}

/** How a page calls a school. */
export type SchoolName = (id: SchoolId) => string;

export function schoolNamesOf(register: Register): SchoolName {
  return (id) => register.school(id)?.name ?? id;
}

/** Where a role counts and until when, in sentences; empty where that is everywhere and for ever. */
export function limitsText({ schools, until }: HeldRole, language: Language, schoolName: SchoolName): string {
  const { invitation } = portalMessagesIn(language);
  const names = schools?.map(schoolName).join(', ');
  return [
    names === undefined ? '' : invitation.schools(names),
    until === undefined ? '' : invitation.until(dayForPeople(until, language)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

export function countryText(language: Language, country: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
}
