import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { KeptAttributes } from './incoming-attributes.ts';

/**
 * With several values where the IdP's record says that one text with commas is a list. Only what was looked through for
 * national numbers is taken apart: commas may stand in a number too.
 */
export function withListsApart(
  kept: KeptAttributes,
  { valueForms }: Pick<IdentityProvider, 'valueForms'>,
): KeptAttributes {
  const values = new Map(kept.values);
  for (const [name, form] of valueForms ?? []) {
    const said = values.get(name);
    if (form !== 'comma_list' || said === undefined) continue;
    const parts = said.flatMap((text) => text.split(',')).map((part) => part.trim());
    const items = new Set(parts.filter((part) => part !== ''));
    if (items.size > 0) values.set(name, [...items]);
    else values.delete(name);
  }
  return { ...kept, values };
}
