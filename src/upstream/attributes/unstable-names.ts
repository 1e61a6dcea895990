/**
 * Names of values that change or are handed to the next person: e-mail addresses and user principal names.
 * They never identify a person, whatever an IdP's configuration says.
 */
const unstable = new Set([
  'mail',
  'email',
  'emailaddress',
  'upn',
  'preferred_username',
  'userprincipalname',
  'unique_name',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
]);

/** By the whole name or its last part, whatever the capitals: `http://…/claims/upn` is one too. */
export function isUnstableName(name: string): boolean {
  const lower = name.toLowerCase();
  const lastPart = /[^:/#]+$/.exec(lower)?.[0] ?? lower;
  return unstable.has(lower) || unstable.has(lastPart);
}
