import { brandedString, type Branded } from './brand.ts';
import { emailDomain } from './email-domains.ts';

/** `local@domain` in ASCII, with a domain of the public kind. */
export type MailAddress = Branded<string, 'MailAddress'>;

/** RFC 5321 `Dot-string`: no quotes, no blanks, nothing that a header or a command could take for its own end. */
const shape = brandedString<'MailAddress'>(
  /^(?=.{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?=.{1,185}$)[A-Za-z0-9.-]+$/,
);

/**
 * `undefined` for whatever is no plain address. Letters beyond ASCII are none: few servers take them (SMTPUTF8), and two that
 * look alike are two mailboxes. A domain may be written as `xn--…`.
 */
export function mailAddress(text: string): MailAddress | undefined {
  const address = shape(text);
  return address !== undefined && emailDomain(domainText(address)) !== undefined ? address : undefined;
}

/** Each mailbox once: large and small letters make no other one. What is no address is left out. */
export function distinctMailAddresses(texts: readonly string[]): readonly MailAddress[] {
  const byMailbox = new Map<string, MailAddress>();
  for (const text of texts) {
    const address = mailAddress(text);
    if (address !== undefined) byMailbox.set(text.toLowerCase(), address);
  }
  return [...byMailbox.values()];
}

/** In lower case: whose mailboxes one message at a time goes to. */
export function domainOf(address: MailAddress): string {
  return domainText(address).toLowerCase();
}

/**
 * What every way of writing one mailbox has in common, so that two can be compared. Capitals say nothing: a domain has none, and
 * no mail system of schools tells names apart by them. All else does: whether dots and `+tag` make another mailbox, and which
 * aliases one has, its own server alone knows. `undefined` for what is no plain address.
 */
export function mailboxOf(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const domain = at < 0 ? undefined : emailDomain(text.slice(at + 1));
  const address = domain === undefined ? undefined : mailAddress(`${text.slice(0, at)}@${domain}`);
  return address?.toLowerCase();
}

function domainText(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
