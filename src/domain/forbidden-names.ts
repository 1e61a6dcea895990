/**
 * True for an incoming name under which national numbers come, and for a longer name that ends in one: `urn:…:BSN`,
 * `extension_0123_bsn`. `forbidden` is in lower case.
 */
export function isForbiddenName(name: string, forbidden: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  if (forbidden.has(lower)) return true;
  const lastPart = /[^:/#._-]+$/.exec(lower)?.[0];
  return lastPart !== undefined && forbidden.has(lastPart);
}
