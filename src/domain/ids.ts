import { brandedString, type Branded } from './brand.ts';

/**
 * Identifiers of the register are short, lower-case words that people type and read in files and logs.
 * They never change once given and never hold personal data.
 */
const registerId = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export type BoardId = Branded<string, 'BoardId'>;
export type SchoolId = Branded<string, 'SchoolId'>;
export type IdpId = Branded<string, 'IdpId'>;
export type SupplierId = Branded<string, 'SupplierId'>;
export type SectorId = Branded<string, 'SectorId'>;
/** Also the OAuth `client_id`. */
export type ServiceId = Branded<string, 'ServiceId'>;
export type AgreementId = Branded<string, 'AgreementId'>;
/** OAuth `client_id` of a program that calls the management API; never that of a service. */
export type ApiClientId = Branded<string, 'ApiClientId'>;

export const boardId = brandedString<'BoardId'>(registerId);
export const schoolId = brandedString<'SchoolId'>(registerId);
export const idpId = brandedString<'IdpId'>(registerId);
export const supplierId = brandedString<'SupplierId'>(registerId);
export const sectorId = brandedString<'SectorId'>(registerId);
export const serviceId = brandedString<'ServiceId'>(registerId);
export const agreementId = brandedString<'AgreementId'>(registerId);
export const apiClientId = brandedString<'ApiClientId'>(registerId);
export const objectionId = brandedString<'ObjectionId'>(registerId);

/** Name of an attribute in our own vocabulary; the same word is the OpenID Connect claim name. */
export type AttributeName = Branded<string, 'AttributeName'>;
export const attributeName = brandedString<'AttributeName'>(/^[a-z][a-z0-9_]{0,62}$/);

/** Keyed hash of the first identifier seen of a person: base64url of 32 bytes. Never leaves Sluis. */
export type PersonRoot = Branded<string, 'PersonRoot'>;
export const personRoot = brandedString<'PersonRoot'>(/^[A-Za-z0-9_-]{43}$/);

/** Keyed hash of one identifier of a person: base64url of 32 bytes. */
export type IdentifierHash = Branded<string, 'IdentifierHash'>;
export const identifierHash = brandedString<'IdentifierHash'>(/^[A-Za-z0-9_-]{43}$/);

/** Keyed hash of one identifier of a person at one board, for objections alone: base64url of 32 bytes. */
export type ObjectionHash = Branded<string, 'ObjectionHash'>;
export const objectionHash = brandedString<'ObjectionHash'>(/^[A-Za-z0-9_-]{43}$/);

/** The pairwise `sub` that one sector of suppliers sees: base64url of 32 bytes. */
export type Subject = Branded<string, 'Subject'>;
export const subject = brandedString<'Subject'>(/^[A-Za-z0-9_-]{43}$/);

/** A school as one sector of suppliers knows it: base64url of 32 bytes. */
export type PairwiseSchoolId = Branded<string, 'PairwiseSchoolId'>;
export const pairwiseSchoolId = brandedString<'PairwiseSchoolId'>(/^[A-Za-z0-9_-]{43}$/);

/** A group of one school in one school year, as one sector of suppliers knows it: base64url of 32 bytes. */
export type PairwiseGroupId = Branded<string, 'PairwiseGroupId'>;
export const pairwiseGroupId = brandedString<'PairwiseGroupId'>(/^[A-Za-z0-9_-]{43}$/);

/** Random, erasable name of a person in the ledger of one board; says nothing without the row that maps it to a person root. */
export type PersonHandle = Branded<string, 'PersonHandle'>;
export const personHandle = brandedString<'PersonHandle'>(/^[0-9a-f-]{36}$/);

/** Keyed handle of (person root, school, affiliation): what oidc-provider knows as account id. */
export type AccountId = Branded<string, 'AccountId'>;
export const accountId = brandedString<'AccountId'>(/^[A-Za-z0-9_-]{43}$/);

/** Identifier of one browser session; the session uid of oidc-provider is the same value. */
export type SessionId = Branded<string, 'SessionId'>;
export const sessionId = brandedString<'SessionId'>(/^[A-Za-z0-9_-]{16,64}$/);

/** Identifier of one login transaction; the interaction uid of oidc-provider is the same value. */
export type TransactionId = Branded<string, 'TransactionId'>;
export const transactionId = brandedString<'TransactionId'>(/^[A-Za-z0-9_-]{16,64}$/);

/** Unguessable, single-use handle of one visit to a school's IdP: SAML RelayState, OpenID Connect `state`. */
export type RequestHandle = Branded<string, 'RequestHandle'>;
export const requestHandle = brandedString<'RequestHandle'>(/^[A-Za-z0-9_-]{32,64}$/);

/** Shown on error pages and written in the log, so that a helpdesk can find the one from the other. */
export type ErrorId = Branded<string, 'ErrorId'>;
export const errorIdShape = /^[A-Z2-9]{10}$/;
export const errorId = brandedString<'ErrorId'>(errorIdShape);

/** SHA-256 of the content of a document, as records name it: 64 lower-case hexadecimal digits. */
export type DocumentHash = Branded<string, 'DocumentHash'>;
export const documentHashShape = /^[0-9a-f]{64}$/;
export const documentHash = brandedString<'DocumentHash'>(documentHashShape);

/** UUID of one ledger entry. */
export type LedgerEntryId = Branded<string, 'LedgerEntryId'>;
export const ledgerEntryId = brandedString<'LedgerEntryId'>(/^[0-9a-f-]{36}$/);

/** UUID of one second factor of an account of the portal: a passkey or an app that makes codes. */
export type FactorId = Branded<string, 'FactorId'>;
export const factorId = brandedString<'FactorId'>(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** UUID of the account of somebody who works for a board, a supplier or the operator; never that of a person who signs in at a service. */
export type PortalAccountId = Branded<string, 'PortalAccountId'>;
export const portalAccountId = brandedString<'PortalAccountId'>(
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
);

/** UUID of one message of the outbox; what receives it gets it too, to know a repeat. */
export type MessageId = Branded<string, 'MessageId'>;
export const messageId = brandedString<'MessageId'>(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
/** UUID of one invitation to the portal. */
export type InvitationId = Branded<string, 'InvitationId'>;
export const invitationId = brandedString<'InvitationId'>(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
