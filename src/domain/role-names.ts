import type { Language } from './language.ts';
import type { PortalRole } from './portal-roles.ts';

/** How people call the roles, on pages and in mail. */
export const roleNames: Readonly<Record<Language, Readonly<Record<PortalRole, string>>>> = {
  nl: {
    administrator: 'Beheerder',
    approver: 'Goedkeurder',
    proposer: 'Voorsteller',
    signer: 'Tekenbevoegde',
    privacy_officer: 'Privacy officer',
    data_protection_officer: 'FG',
    help_desk: 'Helpdesk',
    reader: 'Meelezer',
    technical_partner: 'Technisch partner',
    operator: 'Beheer van Sluis',
    supplier: 'Leverancier',
  },
  en: {
    administrator: 'Administrator',
    approver: 'Approver',
    proposer: 'Proposer',
    signer: 'Signer',
    privacy_officer: 'Privacy officer',
    data_protection_officer: 'Data protection officer',
    help_desk: 'Help desk',
    reader: 'Reader',
    technical_partner: 'Technical partner',
    operator: 'Operator of Sluis',
    supplier: 'Supplier',
  },
};
