import { apiClientId, portalAccountId, type PortalAccountId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import { mayAnywhere } from '../rights/role-tasks.ts';
import { partyName } from './names.ts';
import type { Portal, Visitor } from './visitor.ts';

/**
 * Who changed something, as far as a visitor is told. `person`: somebody of the own party, by name; `role`: the same for whoever may not
 * see people; `party`: somebody of another party; `connection`: a program of a party; `gone`: an account that is no more.
 */
export type Author =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'role'; readonly roles: readonly PortalRole[] }
  | { readonly kind: 'party'; readonly name: string }
  | { readonly kind: 'connection'; readonly name: string }
  | { readonly kind: 'gone' };

type NameAuthor = (author: string) => Author;

const ofAccount = 'portal:';
const ofClient = 'api:';

/** As the author of a change, whatever it did. */
export function authorOfAccount(account: PortalAccountId): string {
  return `${ofAccount}${account}`;
}

/** The account that is named as the author of a change; `undefined`: it was none. */
export function accountOfAuthor(author: string): PortalAccountId | undefined {
  return author.startsWith(ofAccount) ? portalAccountId(author.slice(ofAccount.length)) : undefined;
}

/** Whether somebody at the portal is named, whoever that is. */
export function isAccountAuthor(author: string): boolean {
  return author.startsWith(ofAccount);
}

/** Names these authors, for one visitor. */
export async function namesOfAuthors(
  portal: Portal,
  visitor: Visitor,
  authors: readonly string[],
): Promise<NameAuthor> {
  const { party } = visitor.person;
  const own = new Map((await portal.accounts.accountsOf(party)).map((account) => [account.id, account]));
  const ids = new Set(authors.flatMap((author) => accountOfAuthor(author) ?? []));
  const others = await Promise.all(
    [...ids].filter((id) => !own.has(id)).map((id) => portal.accounts.account(id)),
  );
  const known = new Map(
    [...own.values(), ...others.filter((each) => each !== undefined)].map((each) => [each.id, each]),
  );
  return (author) => {
    const id = accountOfAuthor(author);
    if (id === undefined) return beyondAccounts(portal, author);
    const account = known.get(id);
    return account === undefined
      ? { kind: 'gone' }
      : namedAccount(portal, visitor, account, { isOwn: own.has(id) });
  };
}

function namedAccount(
  portal: Portal,
  { account, person }: Visitor,
  { id, name, party, roles }: PortalAccount,
  { isOwn }: { readonly isOwn: boolean },
): Author {
  if (!isOwn) return ofParty(portal, party);
  if (id === account.id || mayAnywhere(person, 'people.see')) return { kind: 'person', name };
  return { kind: 'role', roles: [...new Set(roles.map(({ role }) => role))] };
}

/** Programs, the command line, and the broker itself. */
function beyondAccounts(portal: Portal, author: string): Author {
  const operator = ofParty(portal, { kind: 'operator' });
  if (!author.startsWith(ofClient)) return operator;
  const client = apiClientId(author.slice(ofClient.length));
  const record = client && portal.register.current().apiClient(client)?.record;
  if (record === undefined) return { kind: 'gone' };
  const { board, supplier } = record;
  if (board !== undefined) return ofConnection(portal, { kind: 'board', id: board });
  return ofConnection(
    portal,
    supplier === undefined ? { kind: 'operator' } : { kind: 'supplier', id: supplier },
  );
}

function ofParty({ register }: Portal, party: Party): Author {
  return { kind: 'party', name: partyName(party, register.current()) };
}

function ofConnection({ register }: Portal, party: Party): Author {
  return { kind: 'connection', name: partyName(party, register.current()) };
}
