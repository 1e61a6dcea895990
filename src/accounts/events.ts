import type { AuditEvent } from '../domain/ledger.ts';
import type { Party } from '../domain/party.ts';
import type { Invitation, PortalAccount } from '../domain/portal-accounts.ts';
import { authorOf, type Granter } from '../domain/portal-roles.ts';

/** What happened to an account or an invitation, without who it is. */
export function accountEvent(
  type: AuditEvent['type'],
  { id, party }: Pick<PortalAccount | Invitation, 'id' | 'party'>,
  by: Granter,
  at: number,
): AuditEvent {
  return {
    type,
    at,
    recordKind: 'portal_account',
    recordId: id,
    ...(party.kind === 'board' ? { board: party.id } : {}),
    author: authorOf(by),
  };
}

/** That somebody read who works for a party. */
export function accountsSeenEvent(party: Party, by: Granter, at: number): AuditEvent {
  return partyEvent('account.list_seen', party, by, at);
}

/** What is about all accounts of a party. */
export function partyEvent(type: AuditEvent['type'], party: Party, by: Granter, at: number): AuditEvent {
  return {
    type,
    at,
    author: authorOf(by),
    ...(party.kind === 'board' ? { board: party.id } : { recordKind: party.kind }),
    ...(party.kind === 'supplier' ? { recordId: party.id } : {}),
  };
}
