import type { AttributeValues } from '../../domain/attributes.ts';
import type { ComparedAddress } from '../../domain/compared-address.ts';
import { emailAttribute, isAddressWithin } from '../../domain/email-domains.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { KeptAttributes } from './incoming-attributes.ts';

interface Asserted {
  readonly own: AttributeValues;
  readonly incoming: Pick<KeptAttributes, 'values'>;
  readonly idp: Pick<IdentityProvider, 'emailDomains'>;
}

/**
 * How the address that an IdP asserts compares with the invited one. Only an address in a domain that the register names for this
 * IdP counts: without such domains nobody has said for which addresses it may speak.
 */
export function comparedAddress(
  { own, incoming, idp }: Asserted,
  isInvited: (asserted: string) => boolean,
): ComparedAddress {
  const asserted = [...own].find(([name]) => name === emailAttribute)?.[1] ?? [];
  const [address, ...others] = asserted;
  if (address === undefined || others.length > 0 || isUnverified(incoming)) return 'absent';
  if (!isAddressWithin(address, idp.emailDomains ?? [])) return 'absent';
  return isInvited(address) ? 'same' : 'differs';
}

/** The IdP says itself that it does not stand for the address (OpenID Connect Core 5.1). */
function isUnverified({ values }: Asserted['incoming']): boolean {
  return values.get('email_verified')?.includes('false') ?? false;
}
