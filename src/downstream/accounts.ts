import {
  errors,
  type Account,
  type AccountClaims,
  type FindAccount,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { serviceId } from '../domain/ids.ts';
import type { ServiceId } from '../domain/ids.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { BrowserSession } from '../session/session-records.ts';
import type { SupplierClients } from './clients.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import type { RequestSessions } from './request-sessions.ts';
import { forgetResource } from './resource.ts';

export interface AccountParts {
  readonly requestSessions: RequestSessions;
  readonly disclosure: Disclosure;
  readonly issuedTokens: IssuedTokens;
  readonly clients: SupplierClients;
  readonly ledger: Ledger;
}

/**
 * Accounts exist only as long as their session does, which begins here when somebody comes back from the school. The
 * claims of an account are asked of `disclosure/` each time, which decides anew and writes the ledger entry first.
 */
export function createFindAccount(parts: AccountParts): FindAccount {
  return async (ctx, accountId, token) => {
    // at the token endpoint; the library asks for the account before it looks for the resource
    forgetResource(ctx.oidc.params);
    // the first to be asked for whoever comes back from the school, before any check of the policy
    await parts.requestSessions.begin(ctx);
    const session = await parts.requestSessions.of(ctx, token);
    if (session?.account !== accountId) return undefined;
    const account: Account = {
      accountId,
      claims: (use, scope) => claimsOf(parts, ctx, session, use === 'userinfo' ? 'userinfo' : 'token', scope),
    };
    return account;
  };
}

async function claimsOf(
  { disclosure, clients, requestSessions, issuedTokens, ledger }: AccountParts,
  ctx: KoaContextWithOIDC,
  session: BrowserSession,
  occasion: 'token' | 'userinfo',
  scope: string,
): Promise<AccountClaims> {
  const service = clientOf(ctx);
  const last = occasion === 'userinfo' ? issuedTokens.last(ctx) : undefined;
  const disclosed = await disclosure.disclose(session, service, new Set(scope.split(' ')), last);
  if (disclosed.outcome === 'refused') {
    await ledger.audit({ type: 'token.refused', reason: disclosed.reason, school: session.school, service });
    throw occasion === 'token'
      ? new errors.InvalidGrant('the school or the agreement no longer allows this sign-in')
      : new errors.InvalidToken('the school or the agreement no longer allows this sign-in');
  }
  if (disclosed.last !== last) await issuedTokens.remember(ctx, disclosed.last);
  const { identity } = disclosed;
  requestSessions.noteReleased(ctx, identity);
  const withClaims = occasion === 'userinfo' || clients.service(service)?.client.claimsInIdToken === true;
  // The library takes `sub` for the id of an account, and asks `pairwiseIdentifier` what this client calls it. A pairwise
  // subject here would be looked up as an account that nobody has, and refused.
  return { ...(withClaims ? identity.claims : undefined), sub: session.account };
}

/**
 * `sub` for the client at hand: that of the identity that is released in this request. Where none is (introspection),
 * `disclosure/` is asked for it. Nothing when the session is over: then nobody is there to name.
 */
export function createPairwiseIdentifier({ requestSessions, disclosure }: AccountParts) {
  return async (ctx: KoaContextWithOIDC, accountId: string): Promise<string> => {
    const session = await requestSessions.of(ctx);
    if (session?.account !== accountId) throw new errors.InvalidToken('the session has ended');
    return requestSessions.released(ctx)?.subject ?? disclosure.subjectFor(session, clientOf(ctx));
  };
}

function clientOf(ctx: KoaContextWithOIDC): ServiceId {
  const id = serviceId(ctx.oidc.client?.clientId ?? '');
  if (id === undefined) throw new errors.InvalidClient('the client is not in the register');
  return id;
}
