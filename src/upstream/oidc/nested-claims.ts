import { isMapping, type Mapping } from '../../register/model/mapping.ts';

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
