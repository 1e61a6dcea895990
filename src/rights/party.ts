import type { Party } from '../domain/party.ts';

/** Whoever acts for a party with all its rights, as an API client does. */
export interface ActsFor {
  readonly party: Party;
  /** Whoever has roles has fewer rights than the party: what asks for this takes no `PortalPerson`. */
  readonly roles?: never;
}
