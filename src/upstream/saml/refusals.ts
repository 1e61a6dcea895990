import { SluisError } from '../../domain/errors.ts';

/**
 * Every reason for which an answer of a SAML IdP is refused, in the order in which the checks run. The codes are
 * stable; the messages are for the log and never hold anything that the IdP sent.
 */
const refusals = {
  // the parameter and the text
  'saml.parameter': 'SAMLResponse is not exactly one text parameter',
  'saml.too_large': 'the answer is larger than 256 kB',
  'saml.base64': 'SAMLResponse is not canonical base64',
  'saml.utf8': 'the answer is not UTF-8',
  'saml.xml_forbidden':
    'the XML holds a DOCTYPE, comment, CDATA section, processing instruction or foreign entity',
  'saml.xml_malformed': 'the XML is not well-formed',
  'saml.xml_limits':
    'the XML is nested too deeply, has too many elements, attributes or references, or a namespace is too long',
  // the Response, before its signature is verified
  'saml.version': 'a Response or Assertion is not SAML version 2.0',
  'saml.response_shape': 'the document is not a Response with the expected children',
  'saml.duplicate_id': 'two elements carry the same ID, or an ID is not a name',
  'saml.response_issuer': 'the Response was not issued by this IdP',
  'saml.destination': 'the Response was not meant for our assertion consumer',
  'saml.in_response_to': 'the answer does not belong to our request',
  'saml.status': 'the IdP reported a failure',
  'saml.assertion_count': 'there is not exactly one assertion',
  'saml.assertion_not_encrypted': 'this IdP has to encrypt its assertions, and did not',
  'saml.signature_missing': 'the assertion is not signed',
  'saml.signature_shape': 'a signature does not have the expected shape or place',
  'saml.signature_algorithm': 'a signature uses an algorithm that is not allowed',
  // the certificates and the signatures themselves
  'saml.certificate_unreadable': 'a registered certificate of this IdP cannot be read',
  'saml.certificate_weak':
    'no registered certificate of this IdP has an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521',
  'saml.certificate_expired': 'no registered certificate of this IdP is valid today',
  'saml.signature_invalid': 'no registered certificate of this IdP verifies the signature',
  // the encryption
  'saml.encryption_shape': 'the encrypted assertion does not have the expected shape',
  'saml.encryption_algorithm': 'the assertion is encrypted with an algorithm that is not allowed',
  'saml.encryption_oaep':
    'the key is encrypted with RSA-OAEP whose digest and mask use different hashes, which we do not support',
  'saml.decryption_failed': 'the assertion cannot be decrypted with any of our keys',
  // the signed assertion
  'saml.assertion_shape': 'the signed assertion does not have the expected children',
  'saml.assertion_issuer': 'the assertion was not issued by this IdP',
  'saml.date': 'a date is missing or not an ISO 8601 date in UTC',
  'saml.issued_in_future': 'the answer was issued in the future',
  'saml.issued_before_request': 'the answer was issued before we asked',
  'saml.confirmation': 'the subject is not confirmed by exactly one bearer confirmation',
  'saml.recipient': 'the assertion was not meant for our assertion consumer',
  'saml.conditions_missing': 'the assertion has no Conditions, so that it does not say whom it is meant for',
  'saml.not_yet_valid': 'the assertion is not valid yet',
  'saml.expired': 'the assertion is no longer valid',
  'saml.valid_too_long': 'the assertion is valid for more than a day',
  'saml.condition': 'the assertion has a condition that we cannot keep',
  'saml.audience': 'the assertion was not meant for us',
  'saml.authentication_missing': 'the assertion does not say when and how the person signed in',
  'saml.authentication_context':
    'the assertion does not say how the person signed in: AuthnContext is missing or empty',
  'saml.authentication_in_future': 'the person signed in in the future',
  'saml.authentication_too_old': 'the person signed in longer ago than was asked for',
  'saml.session_expired': 'the session at the IdP has ended',
  'saml.nameid': 'the NameID is empty, nested, too long or holds control characters',
  'saml.nameid_qualifier': 'the NameID belongs to another IdP or another service provider',
  'saml.attribute_name': 'an attribute has no usable name',
  'saml.attribute_duplicate': 'an attribute occurs twice',
  'saml.attribute_nested': 'an attribute value holds elements',
  'saml.attribute_text': 'an attribute value holds control characters',
  'saml.attribute_limits': 'there are too many attributes or values, or a value is too long',
  // metadata of an IdP, read for the operator
  'saml.metadata': 'the metadata does not describe exactly one SAML 2.0 identity provider',
  'saml.metadata_expired': 'the metadata is no longer valid',
  'saml.metadata_address': 'an address in the metadata is not https',
} as const;

export type SamlRefusal = keyof typeof refusals;

/** Makes the error of one refusal. Thrown by the caller, so that the compiler sees that the way ends there. */
export function refusal(code: SamlRefusal): SluisError {
  return new SluisError(code, refusals[code], { whoseTurn: 'school' });
}

/** The person stopped at the school, or may not use this: no attack and no fault. */
export function cancelled(): SluisError {
  return new SluisError('login.cancelled', 'the IdP reported that the person did not sign in', {
    whoseTurn: 'person',
  });
}
