import type { SentAttribute } from './sent-attribute.ts';

/** Entra ID in SAML: in place of too many groups an address where they could be asked for. */
const groupsLink = 'groups.link';
/** Entra ID in an id_token: there are groups, and they are not in it. */
const hasGroups = 'hasgroups';
const groups = 'groups';

/**
 * Names of what an IdP says that it has and does not tell: Entra ID leaves groups out above 150 (SAML) or 200 (OpenID
 * Connect). Nobody is in no group because of that. They are not fetched: that needs rights on the school's directory.
 */
export function toldElsewhere(sent: readonly SentAttribute[]): ReadonlySet<string> {
  return new Set(sent.some(saysThatGroupsAreElsewhere) ? [groups] : []);
}

function saysThatGroupsAreElsewhere({ name, values }: SentAttribute): boolean {
  if (lastPart(name) === groupsLink) return true;
  return name === hasGroups && values.some(({ text }) => text.toLowerCase() === 'true');
}

/** By the whole name or its last part: `groups` is also `http://schemas.microsoft.com/ws/2008/06/identity/claims/groups`. */
export function isToldElsewhere(
  name: string,
  { elsewhere }: { readonly elsewhere: ReadonlySet<string> },
): boolean {
  return elsewhere.has(name) || elsewhere.has(lastPart(name));
}

function lastPart(name: string): string {
  return /[^:/#]*$/.exec(name)?.[0] ?? name;
}
