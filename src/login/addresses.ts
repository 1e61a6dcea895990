import type { IdpId, SchoolId, TransactionId } from '../domain/ids.ts';

/** Addresses of a login. They hold identifiers of the transaction and of the register, never anything about a person. */
export const loginAddresses = {
  start: (transaction: TransactionId) => `/login/${transaction}`,
  schools: (transaction: TransactionId) => `/login/${transaction}/schools`,
  school: (transaction: TransactionId, school: SchoolId) => `/login/${transaction}/school/${school}`,
  idp: (transaction: TransactionId, school: SchoolId, idp: IdpId) =>
    `/login/${transaction}/school/${school}/idp/${idp}`,
  /** The same, when the school could not answer to being asked anew. */
  withoutAsking: (transaction: TransactionId, school: SchoolId, idp: IdpId) =>
    `/login/${transaction}/school/${school}/idp/${idp}/without-asking`,
  forget: (transaction: TransactionId) => `/login/${transaction}/forget`,
  arrived: (transaction: TransactionId, ticket: string) => `/login/${transaction}/arrived?ticket=${ticket}`,
  wentOn: (transaction: TransactionId) => `/login/${transaction}/went-on`,
  cancelled: (transaction: TransactionId, school: SchoolId) =>
    `/login/${transaction}/school/${school}/cancelled`,
  someoneElse: (transaction: TransactionId) => `/login/${transaction}/someone-else`,
  unproven: (transaction: TransactionId) => `/login/${transaction}/unproven`,
  picker: (transaction: TransactionId) => `/login/${transaction}/pick`,
  pick: (transaction: TransactionId, school: SchoolId) => `/login/${transaction}/pick/${school}`,
  schoolClosed: (transaction: TransactionId, school: SchoolId) =>
    `/login/${transaction}/school/${school}/closed`,
  notTakingPart: (transaction: TransactionId, school: SchoolId) =>
    `/login/${transaction}/school/${school}/not-taking-part`,
  /** The school, where it is known whose login it was to be: an IdP may be that of several. */
  idpClosed: (transaction: TransactionId, idp: IdpId, school?: SchoolId) =>
    `/login/${transaction}/idp/${idp}/closed${school === undefined ? '' : `?school=${school}`}`,
  serviceClosed: (transaction: TransactionId) => `/login/${transaction}/closed`,
  back: (transaction: TransactionId) => `/login/${transaction}/back`,
  notAvailable: (transaction: TransactionId) => `/login/${transaction}/not-available`,
} as const;
