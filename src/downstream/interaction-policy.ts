import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { serviceId } from '../domain/ids.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SupplierClients } from './clients.ts';
import { createHintsAtSomebodyElse } from './id-token-hint.ts';
import type { RequestSessions } from './request-sessions.ts';
import { schoolHint } from './school-hint.ts';
import { withoutSignIn } from './without-sign-in.ts';

/**
 * When somebody has to be asked: to sign in, to choose an account, or to be told that this service is not open to them.
 * `prompt=consent` may be sent and asks for nothing: the school decides and is accountable. With `prompt=none` the same
 * checks answer `login_required` and `access_denied` at once.
 */
export function createInteractionPolicy(parts: {
  readonly requestSessions: RequestSessions;
  readonly disclosure: Disclosure;
  readonly clients: SupplierClients;
  readonly ledger: Ledger;
}): interactionPolicy.DefaultPolicy {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  const [login, consent] = [policy.get('login'), policy.get('consent')];
  if (login === undefined || consent === undefined) {
    throw new TypeError('oidc-provider has other prompts now');
  }
  // without checks the library takes `prompt=consent`, and never asks
  consent.checks.clear();
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 1);

  const { unproven, not_available: notAvailable } = withoutSignIn;
  const loginCheck = (reason: string, needed: (ctx: KoaContextWithOIDC) => Promise<boolean>) =>
    new Check(reason, unproven.error_description, unproven.error, needed);
  login.checks.remove('id_token_hint');
  login.checks.add(loginCheck('id_token_hint', createHintsAtSomebodyElse(parts)));
  login.checks.add(
    // our session is over although oidc-provider's is still there: one lifetime rules both
    loginCheck('session_over', async (ctx) => {
      return ctx.oidc.session?.accountId !== undefined && (await parts.requestSessions.of(ctx)) === undefined;
    }),
  );
  login.checks.add(
    loginCheck('other_school', async (ctx) => {
      const hint = schoolHint(ctx.oidc.params?.['login_hint']);
      const session = await parts.requestSessions.of(ctx);
      return hint !== undefined && session !== undefined && session.school !== hint && !justSignedIn(ctx);
    }),
  );
  login.checks.add(
    loginCheck('auth_time_unknown', async (ctx) => {
      const service = parts.clients.service(ctx.oidc.client?.clientId ?? '');
      const session = await parts.requestSessions.of(ctx);
      const isTold = service?.client.signInTime === true;
      return isTold && session !== undefined && session.authenticatedAt === undefined;
    }),
  );

  // those of the library have a text each
  for (const check of login.checks) {
    check.error = unproven.error;
    check.description = unproven.error_description;
  }

  policy.add(
    new Prompt(
      { name: 'release', requestable: false },
      new Check('refused', notAvailable.error_description, notAvailable.error, async (ctx) => {
        const service = serviceId(ctx.oidc.client?.clientId ?? '');
        const session = await parts.requestSessions.of(ctx);
        if (service === undefined || session === undefined) return true;
        const decision = parts.disclosure.preview(session, service, ctx.oidc.requestParamScopes);
        if (decision.outcome === 'allowed') return false;
        await parts.ledger.audit({
          type: 'login.refused',
          reason: decision.reason,
          school: session.school,
          service,
        });
        return true;
      }),
    ),
  );
  return policy;
}

function justSignedIn(ctx: KoaContextWithOIDC): boolean {
  return ctx.oidc.result?.login !== undefined;
}
