import { html as xml } from 'hono/html';

/** Everything that an answer to the broker says; not signed yet. Times in milliseconds since the epoch. */
export interface ResponseContent {
  readonly responseId: string;
  readonly assertionId: string;
  readonly issuer: string;
  readonly destination: string;
  readonly audience: string;
  readonly inResponseTo: string;
  readonly now: number;
  readonly authenticatedAt: number;
  readonly sessionIndex: string;
  readonly nameId: string;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

export type FailureContent = Pick<
  ResponseContent,
  'responseId' | 'issuer' | 'destination' | 'inResponseTo' | 'now'
> & {
  /** Second-level status code, the part after `urn:oasis:names:tc:SAML:2.0:status:`. */
  readonly status: 'AuthnFailed' | 'NoPassive';
};

const status = 'urn:oasis:names:tc:SAML:2.0:status';
const lifetimeMillis = 5 * 60_000;
const clockSkewMillis = 60_000;

// `xml` is hono's `html` tag, which escapes what XML needs escaped; the other name keeps formatters from adding
// white space, which SAML values would keep.

/** A successful Response with one Assertion (SAML Core 3.3.3, Profiles 4.1.4.2). */
export async function loginResponseXml(content: ResponseContent): Promise<string> {
  const text =
    await xml`${opening(content)}<samlp:Status><samlp:StatusCode Value="${status}:Success"/></samlp:Status>${assertion(content)}</samlp:Response>`;
  return text.toString();
}

/** A Response that says why there is no Assertion. */
export async function failureResponseXml(content: FailureContent): Promise<string> {
  const text =
    await xml`${opening(content)}<samlp:Status><samlp:StatusCode Value="${status}:Responder"><samlp:StatusCode Value="${status}:${content.status}"/></samlp:StatusCode></samlp:Status></samlp:Response>`;
  return text.toString();
}

function opening(content: Omit<FailureContent, 'status'>) {
  return xml`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${content.responseId}" Version="2.0" IssueInstant="${instant(content.now)}" Destination="${content.destination}" InResponseTo="${content.inResponseTo}"><saml:Issuer>${content.issuer}</saml:Issuer>`;
}

function assertion(content: ResponseContent) {
  return xml`<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${content.assertionId}" Version="2.0" IssueInstant="${instant(content.now)}"><saml:Issuer>${content.issuer}</saml:Issuer>${subject(content)}${conditions(content)}${statements(content)}</saml:Assertion>`;
}

function subject(content: ResponseContent) {
  return xml`<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${content.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${content.destination}" InResponseTo="${content.inResponseTo}" NotOnOrAfter="${instant(content.now + lifetimeMillis)}"/></saml:SubjectConfirmation></saml:Subject>`;
}

function conditions(content: ResponseContent) {
  return xml`<saml:Conditions NotBefore="${instant(content.now - clockSkewMillis)}" NotOnOrAfter="${instant(content.now + lifetimeMillis)}"><saml:AudienceRestriction><saml:Audience>${content.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`;
}

function statements(content: ResponseContent) {
  const attributes = [...content.attributes].map(([name, values]) => attribute(name, values));
  return xml`<saml:AuthnStatement AuthnInstant="${instant(content.authenticatedAt)}" SessionIndex="${content.sessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes}</saml:AttributeStatement>`;
}

function attribute(name: string, values: readonly string[]) {
  const parts = values.map((value) => xml`<saml:AttributeValue>${value}</saml:AttributeValue>`);
  return xml`<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">${parts}</saml:Attribute>`;
}

function instant(millis: number): string {
  return new Date(millis).toISOString();
}
