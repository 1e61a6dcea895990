import type { SluisError } from '../../domain/errors.ts';
import type { SignInAnew } from '../school-idp.ts';
import type { Expectation } from './expectation.ts';
import { instantOf } from './instant.ts';
import { cancelled, denied, refusal, wrongAddress } from './refusals.ts';
import { statusCancelled, statusDenied, statusNoPassive, statusSuccess, statusWord } from './vocabulary.ts';
import { childrenOf, everyElement, onlyChild, shapeOf, textOf, type XmlElement } from './xml-tree.ts';

type ResponseCheck = (response: XmlElement, expected: Expectation) => void;

/**
 * What the Response itself has to be, in this order, before any signature is looked at. Nothing here is believed
 * because of it: the signed assertion is checked again by `assertion-checks.ts`.
 */
const responseChecks: readonly ResponseCheck[] = [
  isResponse,
  isVersion2,
  hasUniqueIds,
  comesFromThisIdp,
  isMeantForUs,
  answersOurRequest,
  isNotFromTheFuture,
  reportsSuccess,
  hasExpectedChildren,
  hasOneAssertion,
  isEncryptedWhereRequired,
];

export function checkResponse(response: XmlElement, expected: Expectation): void {
  for (const check of responseChecks) check(response, expected);
}

/** Once its signature holds: what a signed Response may not leave out comes on top. */
export function checkSignedResponse(response: XmlElement, expected: Expectation): void {
  checkResponse(response, expected);
  // core 3.2.2, profiles 4.1.4.2
  if (childrenOf(response, 'saml:Issuer').length === 0) throw refusal('saml.response_issuer');
  // bindings 3.5.5.2
  if (!response.attributes.has('Destination')) throw refusal('saml.destination');
}

function isResponse(response: XmlElement): void {
  if (response.tag !== 'samlp:Response') throw refusal('saml.response_shape');
}

function isVersion2(response: XmlElement): void {
  if (response.attributes.get('Version') !== '2.0') throw refusal('saml.version');
}

const idShape = /^[A-Za-z_][\w.-]{0,255}$/;

/** Signature wrapping needs two elements that answer to one ID. */
function hasUniqueIds(response: XmlElement): void {
  if (!idShape.test(response.attributes.get('ID') ?? '')) throw refusal('saml.duplicate_id');
  checkUniqueIds(response);
}

/** Throws when two elements in this tree carry the same ID, or one that XPath could be confused by. */
export function checkUniqueIds(root: XmlElement): void {
  const seen = new Set<string>();
  for (const { ids } of everyElement(root)) {
    for (const id of ids) {
      if (!idShape.test(id) || seen.has(id)) throw refusal('saml.duplicate_id');
      seen.add(id);
    }
  }
}

/** Core 2.2.5: an Issuer is an entityID unless it carries another Format. Optional on the Response. */
export function isIssuedBy(issuer: XmlElement | undefined, entityId: string): boolean {
  const format = issuer?.attributes.get('Format') ?? entityFormat;
  return format === entityFormat && textOf(issuer) === entityId;
}

const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';

function comesFromThisIdp(response: XmlElement, expected: Expectation): void {
  const issuers = childrenOf(response, 'saml:Issuer');
  if (issuers.length === 0) return;
  if (issuers.length > 1 || !isIssuedBy(issuers[0], expected.entityId)) {
    throw wrongAddress('saml.response_issuer', expected.entityId, textOf(issuers[0]));
  }
}

/** Bindings 3.5.5.2: optional on an unsigned Response. The Recipient of the signed assertion says the same. */
function isMeantForUs(response: XmlElement, expected: Expectation): void {
  const destination = response.attributes.get('Destination');
  if (destination !== undefined && destination !== expected.us.assertionConsumer) {
    throw wrongAddress('saml.destination', expected.us.assertionConsumer, destination);
  }
}

/** Unsolicited answers (without InResponseTo) are refused too. */
function answersOurRequest(response: XmlElement, expected: Expectation): void {
  const { requestId } = expected.pending;
  if (requestId === undefined || response.attributes.get('InResponseTo') !== requestId) {
    throw refusal('saml.in_response_to');
  }
}

function isNotFromTheFuture(response: XmlElement, expected: Expectation): void {
  const issued = instantOf(response.attributes.get('IssueInstant'));
  if (issued > expected.now + expected.skewMs) throw refusal('saml.issued_in_future');
}

/** Core 3.2.2.2. Failures are usually not signed; nothing but a page follows from them. */
function reportsSuccess(response: XmlElement, { pending }: Expectation): void {
  const statuses = childrenOf(response, 'samlp:Status');
  const code = statuses.length === 1 && statuses[0] ? onlyChild(statuses[0], 'samlp:StatusCode') : undefined;
  if (code === undefined) throw refusal('saml.status');
  if (code.attributes.get('Value') === statusSuccess) return;
  throw notSignedIn(code, pending.signInAnew);
}

function notSignedIn(code: XmlElement, signInAnew: SignInAnew): SluisError {
  const reason = onlyChild(code, 'samlp:StatusCode')?.attributes.get('Value');
  const detail = statusWord(reason) ?? statusWord(code.attributes.get('Value'));
  const details = detail === undefined ? {} : { detail };
  if (reason === undefined || (reason === statusNoPassive && signInAnew !== 'no')) {
    return refusal('saml.status', details);
  }
  if (statusDenied.has(reason)) return denied(details);
  return statusCancelled.has(reason) ? cancelled(details) : refusal('saml.status', details);
}

const assertions = /\b(?:saml:Assertion|saml:EncryptedAssertion)\b/g;
const responseShape = /^(?:saml:Issuer )?(?:ds:Signature )?samlp:Status(?: saml:(?:Encrypted)?Assertion)*$/;

/** Without Extensions: none of the IdPs in use sends them, and they are where wrapped assertions hide. */
function hasExpectedChildren(response: XmlElement): void {
  if (!responseShape.test(shapeOf(response))) throw refusal('saml.response_shape');
}

/** One in the whole document, and that one directly in the Response. */
function hasOneAssertion(response: XmlElement): void {
  const direct = shapeOf(response).match(assertions) ?? [];
  let anywhere = 0;
  for (const element of everyElement(response)) {
    if (/[:}](?:Encrypted)?Assertion$/.test(element.tag)) anywhere += 1;
  }
  if (direct.length !== 1 || anywhere !== 1) throw refusal('saml.assertion_count');
}

function isEncryptedWhereRequired(response: XmlElement, expected: Expectation): void {
  if (expected.requireEncryptedAssertions && onlyChild(response, 'saml:EncryptedAssertion') === undefined) {
    throw refusal('saml.assertion_not_encrypted');
  }
}
