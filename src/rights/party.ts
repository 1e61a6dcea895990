import type { Party } from '../domain/party.ts';

/** Whoever acts for a party, as an API client does. */
export interface ActsFor {
  readonly party: Party;
}
