import type { Expectation } from './expectation.ts';
import { instantOf } from './instant.ts';
import { refusal, wrongAddress, wrongTime } from './refusals.ts';
import { isIssuedBy } from './response-checks.ts';
import { bearer } from './vocabulary.ts';
import { childrenOf, onlyChild, shapeOf, textOf, type XmlElement } from './xml-tree.ts';

type AssertionCheck = (assertion: XmlElement, expected: Expectation) => void;

/** What the signed assertion has to be (profiles 4.1.4.3), in this order. Nothing unsigned is looked at. */
const assertionChecks: readonly AssertionCheck[] = [
  isAssertion,
  isVersion2,
  comesFromThisIdp,
  answersAfterWeAsked,
  isConfirmedByBearer,
  isWithinConditions,
  isMeantForUs,
  saysHowThePersonSignedIn,
  isFreshEnough,
];

export function checkAssertion(assertion: XmlElement, expected: Expectation): void {
  for (const check of assertionChecks) check(assertion, expected);
}

const statement = '(?: saml:AuthnStatement| saml:AttributeStatement)';
const assertionShape = new RegExp(`^saml:Issuer saml:Subject(?: saml:Conditions)?${statement}+$`);

/** Read from what was signed, so without the Signature. Without Advice, which may hold assertions of others, and without statements that we do not understand. */
function isAssertion(assertion: XmlElement): void {
  if (assertion.tag !== 'saml:Assertion' || !assertionShape.test(shapeOf(assertion))) {
    throw refusal('saml.assertion_shape');
  }
}

function isVersion2(assertion: XmlElement): void {
  if (assertion.attributes.get('Version') !== '2.0') throw refusal('saml.version');
}

function comesFromThisIdp(assertion: XmlElement, expected: Expectation): void {
  const issuer = onlyChild(assertion, 'saml:Issuer');
  if (!isIssuedBy(issuer, expected.entityId)) {
    throw wrongAddress('saml.assertion_issuer', expected.entityId, textOf(issuer));
  }
}

function answersAfterWeAsked(assertion: XmlElement, { now, skewMs, pending }: Expectation): void {
  const issued = instantOf(assertion.attributes.get('IssueInstant'));
  if (issued > now + skewMs) throw refusal('saml.issued_in_future');
  if (issued < pending.startedAt - skewMs) throw refusal('saml.issued_before_request');
}

/** What names the person is looked at by `name-id.ts`, where it counts. */
const subjectShape = /^(?:saml:(?:NameID|EncryptedID) )?saml:SubjectConfirmation$/;

function isConfirmedByBearer(assertion: XmlElement, expected: Expectation): void {
  const data = confirmationData(assertion);
  const recipient = data.attributes.get('Recipient');
  if (recipient !== expected.us.assertionConsumer) {
    throw wrongAddress('saml.recipient', expected.us.assertionConsumer, recipient);
  }
  if (data.attributes.get('InResponseTo') !== expected.pending.requestId) {
    throw refusal('saml.in_response_to');
  }
  checkPeriod(data, expected);
}

/** One confirmation only, so that it is the one that the next login step rests on. */
function confirmationData(assertion: XmlElement): XmlElement {
  const subject = onlyChild(assertion, 'saml:Subject');
  if (subject === undefined || !subjectShape.test(shapeOf(subject))) throw refusal('saml.confirmation');
  const confirmation = onlyChild(subject, 'saml:SubjectConfirmation');
  if (confirmation?.attributes.get('Method') !== bearer) throw refusal('saml.confirmation');
  const data = onlyChild(confirmation, 'saml:SubjectConfirmationData');
  if (data === undefined || confirmation.children.length !== 1 || data.children.length > 0) {
    throw refusal('saml.confirmation');
  }
  return data;
}

const longestValidity = 24 * 60 * 60 * 1000;

/** The confirmation has to end (profiles 4.1.4.2). */
function checkPeriod(element: XmlElement, { now, skewMs }: Expectation): void {
  const notBefore = element.attributes.get('NotBefore');
  const start = notBefore === undefined ? undefined : instantOf(notBefore);
  if (start !== undefined && now + skewMs < start) throw wrongTime('saml.not_yet_valid', start, now);
  const notOnOrAfter = element.attributes.get('NotOnOrAfter');
  if (notOnOrAfter === undefined && element.tag === 'saml:Conditions') return;
  const end = instantOf(notOnOrAfter);
  if (now - skewMs >= end) throw wrongTime('saml.expired', end, now);
  // the replay cache has to remember the assertion for as long as it lives
  if (end > now + longestValidity) throw refusal('saml.valid_too_long');
}

const conditionsShape = /^saml:AudienceRestriction(?: saml:AudienceRestriction| saml:OneTimeUse)*$/;

/** Core 2.5.1.1: a condition that is not understood makes the assertion invalid. Ours are used once anyway. */
function isWithinConditions(assertion: XmlElement, expected: Expectation): void {
  const conditions = conditionsOf(assertion);
  checkPeriod(conditions, expected);
  if (conditions.children.length === 0) throw refusal('saml.audience');
  if (!conditionsShape.test(shapeOf(conditions))) throw refusal('saml.condition');
}

function conditionsOf(assertion: XmlElement): XmlElement {
  const conditions = onlyChild(assertion, 'saml:Conditions');
  if (conditions === undefined) throw refusal('saml.conditions_missing');
  return conditions;
}

/** Core 2.5.1.4: audiences within a restriction are alternatives, restrictions all have to hold. */
function isMeantForUs(assertion: XmlElement, expected: Expectation): void {
  for (const restriction of childrenOf(conditionsOf(assertion), 'saml:AudienceRestriction')) {
    const audiences = childrenOf(restriction, 'saml:Audience').map(textOf);
    if (!audiences.includes(expected.us.entityId)) {
      throw wrongAddress('saml.audience', expected.us.entityId, audiences[0]);
    }
  }
}

/** Core 2.7.2: how the person signed in has to be said, if only as `unspecified`. */
const statementShape = /^(?:saml:SubjectLocality )?saml:AuthnContext$/;

function saysHowThePersonSignedIn(assertion: XmlElement, { now, skewMs }: Expectation): void {
  const statements = childrenOf(assertion, 'saml:AuthnStatement');
  if (statements.length === 0) throw refusal('saml.authentication_missing');
  for (const one of statements) {
    const signedInAt = instantOf(one.attributes.get('AuthnInstant'));
    if (signedInAt > now + skewMs) throw wrongTime('saml.authentication_in_future', signedInAt, now);
    if (!statementShape.test(shapeOf(one)) || onlyChild(one, 'saml:AuthnContext')?.children.length === 0) {
      throw refusal('saml.authentication_context');
    }
    const notOnOrAfter = one.attributes.get('SessionNotOnOrAfter');
    const end = notOnOrAfter === undefined ? undefined : instantOf(notOnOrAfter);
    if (end !== undefined && now - skewMs >= end) throw wrongTime('saml.session_expired', end, now);
  }
}

/** An old sign-in is normal (Entra keeps sessions for days) unless the service asked for a newer one. */
function isFreshEnough(assertion: XmlElement, { now, skewMs, pending }: Expectation): void {
  const signedInAt = authenticatedAt(assertion);
  const oldest = Math.max(
    pending.signInAnew === 'prove' ? pending.startedAt : Number.NEGATIVE_INFINITY,
    pending.maxAge === undefined ? Number.NEGATIVE_INFINITY : now - pending.maxAge * 1000,
  );
  if (signedInAt < oldest - skewMs) throw refusal('saml.authentication_too_old');
}

/** Milliseconds; of several statements the earliest. */
export function authenticatedAt(assertion: XmlElement): number {
  const instants = childrenOf(assertion, 'saml:AuthnStatement').map((one) =>
    one.attributes.get('AuthnInstant'),
  );
  return Math.min(...instants.map(instantOf));
}

/**
 * Seconds since the epoch until which the IdP lets a session that began with this assertion last (core 2.7.2); of several
 * statements the earliest. `undefined` where it leaves that to us.
 */
export function sessionEndsAt(assertion: XmlElement): number | undefined {
  const ends = childrenOf(assertion, 'saml:AuthnStatement').flatMap(
    (one) => one.attributes.get('SessionNotOnOrAfter') ?? [],
  );
  return ends.length === 0 ? undefined : Math.floor(Math.min(...ends.map(instantOf)) / 1000);
}

/** Milliseconds until which the checks above would let the same assertion pass again. */
export function acceptableUntil(assertion: XmlElement, skewMs: number): number {
  const periods = [confirmationData(assertion), conditionsOf(assertion)];
  const ends = periods.flatMap((element) => element.attributes.get('NotOnOrAfter') ?? []);
  return Math.min(...ends.map(instantOf)) + skewMs;
}
