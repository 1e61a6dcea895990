import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { serviceId } from '../domain/ids.ts';
import type { WrittenRefusal } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import { newErrorId } from '../http/error-id.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { writeRefusal } from '../ledger/write-refusal.ts';
import { writtenRefusalRecord } from '../session/session-records.ts';
import type { SupplierClients } from './clients.ts';
import { createHintsAtSomebodyElse } from './id-token-hint.ts';
import type { RequestSessions } from './request-sessions.ts';
import { schoolHint } from './school-hint.ts';
import { withoutSignIn } from './without-sign-in.ts';

interface PolicyParts {
  readonly requestSessions: RequestSessions;
  readonly disclosure: Disclosure;
  readonly clients: SupplierClients;
  readonly ledger: Ledger;
  readonly logger: Logger;
  readonly randomness: Randomness;
}

/** Of the details of the prompt `release`: the refusal, as it was written down. */
export const refusedField = 'refused';

/**
 * When somebody has to be asked: to sign in, to choose an account, or to be told that this service is not open to them.
 * `prompt=consent` may be sent and asks for nothing: the school decides and is accountable. With `prompt=none` the same
 * checks answer `login_required` and `access_denied` at once.
 */
export function createInteractionPolicy(parts: PolicyParts): interactionPolicy.DefaultPolicy {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  const [login, consent] = [policy.get('login'), policy.get('consent')];
  if (login === undefined || consent === undefined) {
    throw new TypeError('oidc-provider has other prompts now');
  }
  // without checks the library takes `prompt=consent`, and never asks
  consent.checks.clear();
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 1);

  const { unproven } = withoutSignIn;
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

  policy.add(releasePrompt(parts));
  return policy;
}

/** Refused by the decision: somebody is to be told so, on a page with the error id under which it was written down. */
function releasePrompt(parts: PolicyParts): interactionPolicy.Prompt {
  const { Check, Prompt } = interactionPolicy;
  const written = new WeakMap<KoaContextWithOIDC, WrittenRefusal>();
  const isRefused = async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const service = serviceId(ctx.oidc.client?.clientId ?? '');
    const session = await parts.requestSessions.of(ctx);
    if (service === undefined || session === undefined) return true;
    const refused = parts.disclosure.refusalOf(session, service, ctx.oidc.requestParamScopes);
    if (refused === undefined) return false;
    const { reason } = refused;
    const refusal = { type: 'login.refused', reason, school: session.school, service } as const;
    // with `prompt=none` there is no page to carry an error id
    if (ctx.oidc.promptPending('none')) await parts.ledger.audit(refusal);
    else written.set(ctx, await writeRefusal(parts, refusal, newErrorId(parts.randomness)));
    return true;
  };
  const detailsOf = (ctx: KoaContextWithOIDC) => {
    const refusal = written.get(ctx);
    return refusal === undefined ? {} : { [refusedField]: writtenRefusalRecord.write(refusal) };
  };
  const { error_description: description, error } = withoutSignIn.not_available;
  return new Prompt(
    { name: 'release', requestable: false },
    new Check('refused', description, error, isRefused, detailsOf),
  );
}

function justSignedIn(ctx: KoaContextWithOIDC): boolean {
  return ctx.oidc.result?.login !== undefined;
}
