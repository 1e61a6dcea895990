import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { Attribute } from '../domain/attributes.ts';
import { emailAttribute, isAddressWithin } from '../domain/email-domains.ts';
import { registeredValue } from '../register/model/organisation.ts';
import { toldOf } from './groups.ts';
import type { DecisionInput } from './sign-in.ts';

/** The values that there are to release: the IdP's word, and of organisations the register's alone; of groups their names. */
export function suppliedValues(
  attribute: Attribute,
  { attributes, school }: Pick<DecisionInput, 'attributes' | 'school'>,
): readonly string[] {
  const values = attribute.organisation
    ? [registeredValue(attribute.name, school)]
    : (attributes.get(toldOf(attribute) ?? attribute.name) ?? []);
  return values.filter((value) => value !== undefined).filter((value) => value.trim() !== '');
}

/** False for an e-mail address outside the domains that the IdP may give its people. */
export function mayBeSaid(
  attribute: Attribute,
  values: readonly string[],
  { emailDomains }: IdentityProvider,
): boolean {
  if (attribute.name !== emailAttribute || emailDomains === undefined) return true;
  return values.every((value) => isAddressWithin(value, emailDomains));
}
