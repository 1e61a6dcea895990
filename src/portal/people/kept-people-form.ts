import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { portalAddresses } from '../addresses.ts';
import { textIn } from '../form-fields.ts';
import type { FormFields } from '../kept-forms.ts';

/** Addresses to which forms of the page about people post. */
export const peopleForms: readonly string[] = [
  portalAddresses.confirm,
  portalAddresses.withdraw,
  portalAddresses.withdrawInvitation,
  portalAddresses.nameStandIn,
  portalAddresses.requestReset,
  portalAddresses.confirmReset,
];

/** What somebody filled in at one of them, about one account, before a factor had to be shown. */
export interface KeptPeopleForm {
  readonly address: string;
  readonly account: string;
  readonly role: string;
  readonly reason: string;
  readonly together: boolean;
}

export function keptPeopleForm(
  kept: { readonly address: string; readonly fields: FormFields } | undefined,
): KeptPeopleForm | undefined {
  if (kept === undefined) return undefined;
  const text = (name: string): string => textIn(kept.fields, name);
  return {
    address: kept.address,
    account: text('account'),
    role: text('role'),
    reason: text('reason'),
    together: text('together') === 'yes',
  };
}

/** What was filled in at this form of this account. */
export function keptAt(
  address: string,
  kept: KeptPeopleForm | undefined,
  { id }: Pick<PortalAccount, 'id'>,
  role = '',
): KeptPeopleForm | undefined {
  return kept?.address === address && kept.account === id && kept.role === role ? kept : undefined;
}
