import type { PersonKind } from '../domain/person.ts';
import type { RefusalReason, WhoseTurn } from '../domain/release.ts';
import type { SchoolId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import { languageOf } from '../http/language.ts';
import { loginAddresses } from './addresses.ts';
import { renderRefusal } from './pages/refusal.ts';
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
  response
    .status(403)
    .type('html')
    .send(refusalPage(parts, exchange, waiting, { ...decision, school: session.school, kind: session.kind }));
}

function refusalPage(
  parts: LoginParts,
  { request }: Exchange,
  waiting: WaitingRequest,
  refused: {
    readonly reason: RefusalReason;
    readonly whoseTurn: WhoseTurn;
    readonly school: SchoolId;
    readonly kind: PersonKind;
  },
): string {
  const register = parts.register.current();
  const service = register.service(waiting.service)?.record;
  return renderRefusal({
    language: languageOf(request, waiting.uiLocales),
    currentUrl: request.originalUrl,
    reason: refused.reason,
    whoseTurn: refused.whoseTurn,
    kind: refused.kind,
    serviceName: service?.name ?? waiting.service,
    supplierName: (service && register.supplier(service.supplier)?.name) ?? '',
    schoolName: register.school(refused.school)?.name ?? '',
    signInAgainUrl: helpedBySigningIn.has(refused.reason)
      ? loginAddresses.schools(waiting.transaction)
      : undefined,
    backToSupplierUrl: loginAddresses.back(waiting.transaction),
  });
}
