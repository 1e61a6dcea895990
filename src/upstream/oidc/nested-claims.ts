import { isMapping, type Mapping } from '../../register/model/mapping.ts';
import type { IncomingAttributes } from '../attributes/incoming-attributes.ts';

/**
 * What lies inside objects under a name with dots: the keys on the way, joined by them. Keys may have dots themselves
 * (`resource_access.https://app.example.roles`), so there may be several ways, and all of them count. A claim that has the
 * whole name itself lies inside nothing.
 */
export function claimsInside(claims: Mapping, name: string): readonly unknown[] {
  return Object.entries(claims).flatMap(([key, claim]) =>
    name.startsWith(`${key}.`) && isMapping(claim) ? claimsAt(claim, name.slice(key.length + 1)) : [],
  );
}

function claimsAt(claims: Mapping, name: string): readonly unknown[] {
  const whole = Object.hasOwn(claims, name) ? [claims[name]] : [];
  return [...whole, ...claimsInside(claims, name)];
}

/** Deeper than anything that somebody wrote. */
const mostLevels = 16;

/**
 * Every member of the objects among the claims, as text under the names on the way, joined by dots: also of those that
 * nobody names, since a forbidden name may be among them, and its number elsewhere too.
 */
export function membersInside(claims: Mapping): IncomingAttributes['onlySearched'] {
  return Object.entries(claims).flatMap(([name, claim]) => membersOf(name, claim, mostLevels));
}

function membersOf(name: string, claim: unknown, levels: number): IncomingAttributes['onlySearched'] {
  if (levels === 0) return [];
  if (Array.isArray(claim)) return claim.flatMap((item: unknown) => membersOf(name, item, levels - 1));
  if (!isMapping(claim)) return [];
  return Object.entries(claim).flatMap(([key, member]) => {
    const inside = `${name}.${key}`;
    const text = typeof member === 'string' ? member : JSON.stringify(member);
    return [[inside, [text]] as const, ...membersOf(inside, member, levels - 1)];
  });
}
