import type { AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

/**
 * A grant says that a client may have these scopes of this account. There is no consent here: it is what the request
 * asked for, and each code and token of it can be judged by itself. So none is stored: its id says all of it. The id
 * stays in our own sealed records, nobody outside sees one or can bring one.
 */
export interface GrantTerms {
  readonly accountId: string;
  readonly clientId: string;
  /** Separated by spaces. */
  readonly scope: string;
}

const terms = z.tuple([z.string(), z.string(), z.string()]);

/** The same for the same terms. */
export function grantIdOf({ accountId, clientId, scope }: GrantTerms): string {
  return Buffer.from(JSON.stringify([accountId, clientId, scope])).toString('base64url');
}

/** The grant that an id stands for, as oidc-provider's adapter gives it; nothing for what is no such id. */
export function grantOf(id: string): AdapterPayload | undefined {
  const parsed = terms.safeParse(jsonIn(Buffer.from(id, 'base64url').toString('utf8')));
  if (!parsed.success) return undefined;
  const [accountId, clientId, scope] = parsed.data;
  return { kind: 'Grant', jti: id, accountId, clientId, openid: { scope } };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
