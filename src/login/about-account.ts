import type { SluisError } from '../domain/errors.ts';

/** The answer came, and with it this account is not signed in: not an outage, and not a step out of turn. */
export function isAboutAccount({ code }: SluisError): boolean {
  return code === 'login.denied_by_school' || /^(?:saml|oidc|identity)\./.test(code);
}
