import type { RefusalReason } from '../domain/release.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import { languageOf } from '../http/language.ts';
import { loginAddresses } from './addresses.ts';
import { renderRefusal, type Refusal } from './pages/refusal.ts';
import type { Exchange, LoginParts } from './parts.ts';

/**
 * Another school, another way to sign in or another account may help; so may the same one, when the school began to
 * ask for a year or a group after this sign-in.
 */
const helpedBySigningIn: ReadonlySet<RefusalReason> = new Set([
  'school_closed',
  'idp_not_in_force',
  'kind_not_in_access',
  'year_not_in_access',
  'group_not_in_access',
]);

/** The gate stays closed: says why and whose turn it is. When it has opened in the meantime, the login goes on. */
export async function showRefusal(
  parts: LoginParts,
  exchange: Exchange,
  waiting: WaitingRequest,
): Promise<void> {
  const { request, response } = exchange;
  const session = waiting.session && (await parts.sessions.find(waiting.session));
  if (session === undefined) {
    response.redirect(303, loginAddresses.schools(waiting.transaction));
    return;
  }
  const decision = parts.disclosure.preview(session, waiting.service, waiting.scopes);
  if (decision.outcome === 'allowed') {
    response.redirect(303, await parts.interactions.goOn(request, response));
    return;
  }
  sendRefusal(parts, exchange, waiting, {
    ...decision,
    kind: session.kind,
    schoolName: parts.register.current().school(session.school)?.name ?? '',
    signInAgainUrl: helpedBySigningIn.has(decision.reason)
      ? loginAddresses.schools(waiting.transaction)
      : undefined,
  });
}

/** Answers with the page of a refusal. */
export function sendRefusal(
  parts: LoginParts,
  { request, response }: Exchange,
  waiting: WaitingRequest,
  refused: Pick<
    Refusal,
    'reason' | 'whoseTurn' | 'kind' | 'schoolName' | 'signInAgainUrl' | 'otherSchoolUrl'
  >,
): void {
  const register = parts.register.current();
  const service = register.service(waiting.service)?.record;
  const page = renderRefusal({
    language: languageOf(request, waiting.uiLocales),
    currentUrl: request.originalUrl,
    reason: refused.reason,
    whoseTurn: refused.whoseTurn,
    kind: refused.kind,
    serviceName: service?.name ?? waiting.service,
    supplierName: (service && register.supplier(service.supplier)?.name) ?? '',
    schoolName: refused.schoolName,
    signInAgainUrl: refused.signInAgainUrl,
    otherSchoolUrl: refused.otherSchoolUrl,
    backToSupplierUrl: loginAddresses.back(waiting.transaction),
  });
  response.status(403).type('html').send(page);
}
