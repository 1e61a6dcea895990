import type { IdpId } from '../../domain/ids.ts';

/** Our own names towards one IdP. Each IdP sees another entityID, so that an answer meant for one never fits another. */
export interface OurAddresses {
  /** Also where our metadata is. */
  readonly entityId: string;
  /** Takes the IdP's answer by HTTP POST. */
  readonly assertionConsumer: string;
}

export function ourAddresses(issuer: string, idp: IdpId): OurAddresses {
  return { entityId: `${issuer}/saml/${idp}/metadata`, assertionConsumer: `${issuer}/saml/${idp}/acs` };
}

/**
 * Whether a post from another site may come here: the one address to which IdPs send the browser with a form, which no
 * cookie of ours comes along with. What is posted there proves itself by the IdP's signature.
 */
export function isAssertionConsumer(path: string): boolean {
  return /^\/saml\/[a-z0-9-]+\/acs$/.test(path);
}
