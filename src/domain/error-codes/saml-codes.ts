import type { ExplainedCode } from './explained-code.ts';

/**
 * Every reason for which an answer of a SAML IdP is refused, in the order in which the checks run. The meanings are
 * written to the log. All are the school's turn, so that no page tells which check failed.
 */
export const samlCodes = {
  // the parameter and the text
  'saml.parameter': { whoseTurn: 'school', meaning: 'SAMLResponse is not exactly one text parameter' },
  'saml.too_large': { whoseTurn: 'school', meaning: 'the answer is larger than 256 kB' },
  'saml.base64': { whoseTurn: 'school', meaning: 'SAMLResponse is not canonical base64' },
  'saml.utf8': { whoseTurn: 'school', meaning: 'the answer is not UTF-8' },
  'saml.xml_forbidden': {
    whoseTurn: 'school',
    meaning: 'the XML holds a DOCTYPE, comment, CDATA section, processing instruction or foreign entity',
  },
  'saml.xml_malformed': { whoseTurn: 'school', meaning: 'the XML is not well-formed' },
  'saml.xml_limits': {
    whoseTurn: 'school',
    meaning:
      'the XML is nested too deeply, has too many elements, attributes or references, or a namespace is too long',
  },
  // the Response, before its signature is verified
  'saml.version': { whoseTurn: 'school', meaning: 'a Response or Assertion is not SAML version 2.0' },
  'saml.response_shape': {
    whoseTurn: 'school',
    meaning: 'the document is not a Response with the expected children',
  },
  'saml.duplicate_id': {
    whoseTurn: 'school',
    meaning: 'two elements carry the same ID, or an ID is not a name',
  },
  'saml.response_issuer': { whoseTurn: 'school', meaning: 'the Response was not issued by this IdP' },
  'saml.destination': {
    whoseTurn: 'school',
    meaning: 'the Response was not meant for our assertion consumer',
  },
  'saml.in_response_to': { whoseTurn: 'school', meaning: 'the answer does not belong to our request' },
  'saml.status': { whoseTurn: 'school', meaning: 'the IdP reported a failure' },
  'saml.assertion_count': { whoseTurn: 'school', meaning: 'there is not exactly one assertion' },
  'saml.assertion_not_encrypted': {
    whoseTurn: 'school',
    meaning: 'this IdP has to encrypt its assertions, and did not',
  },
  'saml.signature_missing': { whoseTurn: 'school', meaning: 'the assertion is not signed' },
  'saml.signature_shape': {
    whoseTurn: 'school',
    meaning: 'a signature does not have the expected shape or place',
  },
  'saml.signature_algorithm': {
    whoseTurn: 'school',
    meaning: 'a signature uses an algorithm that is not allowed',
  },
  // the certificates and the signatures themselves
  'saml.certificate_unreadable': {
    whoseTurn: 'school',
    meaning: 'no registered certificate of this IdP can be read',
  },
  'saml.certificate_weak': {
    whoseTurn: 'school',
    meaning:
      'no registered certificate of this IdP has an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521',
  },
  'saml.certificate_expired': {
    whoseTurn: 'school',
    meaning: 'no registered certificate of this IdP is valid today',
  },
  'saml.signature_invalid': {
    whoseTurn: 'school',
    meaning: 'no registered certificate of this IdP verifies the signature',
  },
  // the encryption
  'saml.encryption_shape': {
    whoseTurn: 'school',
    meaning: 'the encrypted assertion does not have the expected shape',
  },
  'saml.encryption_algorithm': {
    whoseTurn: 'school',
    meaning: 'the assertion is encrypted with an algorithm that is not allowed',
  },
  'saml.encryption_oaep': {
    whoseTurn: 'school',
    meaning:
      'the key is encrypted with RSA-OAEP whose digest and mask use different hashes, which we do not support',
  },
  'saml.decryption_failed': {
    whoseTurn: 'school',
    meaning: 'the assertion cannot be decrypted with any of our keys',
  },
  // the signed assertion
  'saml.assertion_shape': {
    whoseTurn: 'school',
    meaning: 'the signed assertion does not have the expected children',
  },
  'saml.assertion_issuer': { whoseTurn: 'school', meaning: 'the assertion was not issued by this IdP' },
  'saml.date': { whoseTurn: 'school', meaning: 'a date is missing or not an ISO 8601 date in UTC' },
  'saml.issued_in_future': { whoseTurn: 'school', meaning: 'the answer was issued in the future' },
  'saml.issued_before_request': { whoseTurn: 'school', meaning: 'the answer was issued before we asked' },
  'saml.confirmation': {
    whoseTurn: 'school',
    meaning: 'the subject is not confirmed by exactly one bearer confirmation',
  },
  'saml.recipient': {
    whoseTurn: 'school',
    meaning: 'the assertion was not meant for our assertion consumer',
  },
  'saml.conditions_missing': {
    whoseTurn: 'school',
    meaning: 'the assertion has no Conditions, so that it does not say whom it is meant for',
  },
  'saml.not_yet_valid': { whoseTurn: 'school', meaning: 'the assertion is not valid yet' },
  'saml.expired': { whoseTurn: 'school', meaning: 'the assertion is no longer valid' },
  'saml.valid_too_long': { whoseTurn: 'school', meaning: 'the assertion is valid for more than a day' },
  'saml.condition': { whoseTurn: 'school', meaning: 'the assertion has a condition that we cannot honour' },
  'saml.audience': { whoseTurn: 'school', meaning: 'the assertion was not meant for us' },
  'saml.authentication_missing': {
    whoseTurn: 'school',
    meaning: 'the assertion does not say when and how the person signed in',
  },
  'saml.authentication_context': {
    whoseTurn: 'school',
    meaning: 'the assertion does not say how the person signed in: AuthnContext is missing or empty',
  },
  'saml.authentication_in_future': {
    whoseTurn: 'school',
    meaning: 'the time of the sign-in lies in the future',
  },
  'saml.authentication_too_old': {
    whoseTurn: 'school',
    meaning: 'the person signed in longer ago than was asked for',
  },
  'saml.session_expired': { whoseTurn: 'school', meaning: 'the session at the IdP has ended' },
  'saml.nameid': {
    whoseTurn: 'school',
    meaning: 'the NameID, which identifies, is nested, too long or holds characters that nobody sees',
  },
  'saml.nameid_empty': { whoseTurn: 'school', meaning: 'the NameID, which identifies, is empty' },
  'saml.nameid_encrypted': {
    whoseTurn: 'school',
    meaning: 'the NameID, which identifies, is encrypted by itself',
  },
  'saml.nameid_qualifier': {
    whoseTurn: 'school',
    meaning: 'the NameID, which identifies, belongs to another IdP or another service provider',
  },
  // metadata of an IdP, read for the operator
  'saml.metadata': {
    whoseTurn: 'school',
    meaning: 'the metadata does not describe exactly one SAML 2.0 identity provider',
  },
  'saml.metadata_expired': { whoseTurn: 'school', meaning: 'the metadata is no longer valid' },
  'saml.metadata_address': { whoseTurn: 'school', meaning: 'an address in the metadata is not https' },
} as const satisfies Readonly<Record<`saml.${string}`, ExplainedCode<'school'>>>;
