import type { PortalAccountId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { RoleInForce } from './roles-if-used.ts';

/** Somebody of a party who is signed in at the portal, with the roles that act at this moment. Without roles: nothing. */
export interface PortalPerson {
  readonly party: Party;
  readonly account: PortalAccountId;
  readonly roles: readonly RoleInForce[];
}
