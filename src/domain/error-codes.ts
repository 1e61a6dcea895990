import type { ExplainedCode } from './error-codes/explained-code.ts';
import { identityCodes } from './error-codes/identity-codes.ts';
import { oidcCodes } from './error-codes/oidc-codes.ts';
import { samlCodes } from './error-codes/saml-codes.ts';

/**
 * Stable codes of everything that can go wrong. Pages, protocol errors, logs and the audit trail use these.
 * A code never changes its meaning; new failures get new codes. The audit trail may hold codes of earlier versions, so
 * what is read from there is text, and no `ErrorCode`.
 */
export const errorCodes = {
  // what an IdP's answer did wrong
  ...samlCodes,
  ...oidcCodes,
  ...identityCodes,
  // the way of a login
  'login.transaction_unknown': {
    whoseTurn: 'person',
    meaning: 'no login and no visit to a school is waiting for this step',
  },
  'login.browser_mismatch': { whoseTurn: 'person', meaning: 'the login belongs to another browser' },
  'login.replayed': { whoseTurn: 'person', meaning: 'the answer of the school was used before' },
  'login.too_many_answers': { whoseTurn: 'person', meaning: 'one visit to a school was answered too often' },
  'login.cancelled': { whoseTurn: 'person', meaning: 'the person did not finish the sign-in at the school' },
  'login.denied_by_school': {
    whoseTurn: 'school',
    meaning: 'the IdP answered that this person may not go on, or that it does not know them',
  },
  'login.idp_unreachable': { whoseTurn: 'school', meaning: 'the IdP does not answer, or breaks off' },
  'login.school_unknown': {
    whoseTurn: 'person',
    meaning: 'the address names no school of the register, or no login of it',
  },
  // calls of the broker to others; who wrote an address is not told what is where in the broker's network
  'outgoing.address_refused': {
    whoseTurn: 'school',
    meaning: 'the address is one that the broker does not connect to',
  },
  'outgoing.no_answer': { whoseTurn: 'school', meaning: 'there was no complete answer in time' },
  'outgoing.answer_too_large': { whoseTurn: 'school', meaning: 'the answer is too large to be read' },
  // our own parts
  'storage.unavailable': { whoseTurn: 'operator', meaning: 'PostgreSQL or Redis does not answer' },
  'storage.conflict': {
    whoseTurn: 'operator',
    meaning: 'somebody else changed or holds what was to be written, or it is of another version',
  },
  'register.unconfirmed': {
    whoseTurn: 'operator',
    meaning: 'the register has not been confirmed for too long',
  },
  'register.invalid': {
    whoseTurn: 'operator',
    meaning: 'a record of the register cannot be read, or does not fit the others',
  },
  'settings.invalid': {
    whoseTurn: 'operator',
    meaning: 'a setting, a file or a command line is wrong',
  },
  'secret.unreadable': {
    whoseTurn: 'operator',
    meaning: 'a secret that a record of the register refers to cannot be read',
  },
  'keyring.invalid': {
    whoseTurn: 'operator',
    meaning: 'a key file cannot be used, or is not the one of the database',
  },
  'keyring.unproven': {
    whoseTurn: 'operator',
    meaning: 'nobody has been recognised with the root key yet, and this person is not known',
  },
  'document.refused': {
    whoseTurn: 'operator',
    meaning: 'a document is too large, of a kind that is not kept, or more than its board may have',
  },
  'document.unreadable': {
    whoseTurn: 'operator',
    meaning: 'a document does not open: it was changed in the database, or its lasting key is another one',
  },
  'outbox.full': {
    whoseTurn: 'operator',
    meaning: 'too many messages wait for one receiver, so that none is added',
  },
  'outbox.too_many': {
    whoseTurn: 'person',
    meaning: 'one account did so much in a day that is told by mail that it can do no more of it',
  },
  'outbox.refused': {
    whoseTurn: 'operator',
    meaning: 'a message is too large, or what it is made of cannot be sent',
  },
  'factor.unreadable': {
    whoseTurn: 'operator',
    meaning:
      'a second factor does not open: it was changed in the database, or its lasting key is another one',
  },
  'account.refused': {
    whoseTurn: 'operator',
    meaning: 'an account or an invitation of the portal cannot be as somebody wants it',
  },
  'account.changed_meanwhile': {
    whoseTurn: 'operator',
    meaning: 'somebody else changed the account or the invitation since it was shown',
  },
  'account.unreadable': {
    whoseTurn: 'operator',
    meaning:
      'an account or an invitation does not open: it was changed in the database, or its lasting key is another one',
  },
  'http.bad_request': { whoseTurn: 'supplier', meaning: 'the request cannot be read, or is not allowed' },
  'http.redirect_uri_unregistered': {
    whoseTurn: 'supplier',
    meaning: 'a service named an address to lead back to that is not registered for it; the log has both',
  },
  'http.not_found': { whoseTurn: 'person', meaning: 'nothing is at this address' },
  'http.rate_limited': {
    whoseTurn: 'person',
    meaning: 'too many requests of one address came in a minute, or are waiting',
  },
  'http.cross_site': { whoseTurn: 'person', meaning: 'another site made the browser send a form' },
  internal: { whoseTurn: 'operator', meaning: 'something unexpected happened' },
} as const satisfies Readonly<Record<string, ExplainedCode>>;

export type ErrorCode = keyof typeof errorCodes;
