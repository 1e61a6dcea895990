import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { IncomingAttributes } from './incoming-attributes.ts';

/** With several values where the IdP's record says that one text with commas is a list. */
export function withListsApart(
  incoming: IncomingAttributes,
  { valueForms }: Pick<IdentityProvider, 'valueForms'>,
): IncomingAttributes {
  const values = new Map(incoming.values);
  for (const [name, form] of valueForms ?? []) {
    const said = values.get(name);
    if (form !== 'comma_list' || said === undefined) continue;
    const parts = said.flatMap((text) => text.split(',')).map((part) => part.trim());
    const items = new Set(parts.filter((part) => part !== ''));
    if (items.size > 0) values.set(name, [...items]);
    else values.delete(name);
  }
  return { ...incoming, values };
}
