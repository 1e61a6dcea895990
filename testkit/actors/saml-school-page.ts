import { inflateRawSync } from 'node:zlib';
import type { AnswerWishes, SamlSchool } from './saml-school.ts';

export interface SamlQuestion {
  readonly requestId: string;
  readonly relayState: string;
  readonly xml: string;
}

/** What a SAML IdP reads from the request that brought the browser to it. */
export function readRedirectQuestion(url: URL): SamlQuestion {
  const request = Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64');
  return question(inflateRawSync(request).toString('utf8'), url.searchParams.get('RelayState') ?? '');
}

export function readPostQuestion(fields: Readonly<Record<string, string>>): SamlQuestion {
  return question(
    Buffer.from(fields['SAMLRequest'] ?? '', 'base64').toString('utf8'),
    fields['RelayState'] ?? '',
  );
}

function question(xml: string, relayState: string): SamlQuestion {
  return { requestId: / ID="([^"]+)"/.exec(xml)?.[1] ?? '', relayState, xml };
}

/** The form that the IdP lets the browser post back. */
export function answerForm(
  school: SamlSchool,
  asked: SamlQuestion,
  broker: { readonly issuer: string; readonly idp: string; readonly entityId: string; readonly now: number },
  wishes: AnswerWishes = {},
): {
  readonly action: string;
  readonly fields: { readonly SAMLResponse: string; readonly RelayState: string };
} {
  const base = `${broker.issuer}/saml/${broker.idp}`;
  const xml = school.respond(
    {
      entityId: broker.entityId,
      audience: `${base}/metadata`,
      assertionConsumer: `${base}/acs`,
      requestId: asked.requestId,
      now: broker.now,
    },
    wishes,
  );
  return {
    action: `${base}/acs`,
    fields: { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: asked.relayState },
  };
}
