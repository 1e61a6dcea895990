import type { HeldRole, PortalRole } from '../domain/portal-roles.ts';

/**
 * A data protection officer must not have to judge what the same person decided (GDPR 38(6)): no role that drafts, publishes or
 * signs goes with that one in one account.
 */
const besideNoDataProtectionOfficer: ReadonlySet<PortalRole> = new Set<PortalRole>([
  'administrator',
  'approver',
  'proposer',
  'signer',
  'privacy_officer',
  'technical_partner',
]);

export function areExclusive(one: PortalRole, other: PortalRole): boolean {
  return (
    (one === 'data_protection_officer' && besideNoDataProtectionOfficer.has(other)) ||
    (other === 'data_protection_officer' && besideNoDataProtectionOfficer.has(one))
  );
}

export function excludesOneOf(role: PortalRole, others: readonly HeldRole[]): boolean {
  return others.some((other) => areExclusive(role, other.role));
}
