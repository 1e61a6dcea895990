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
