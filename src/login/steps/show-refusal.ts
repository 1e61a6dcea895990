import { dependsOnPerson, type RefusalReason } from '../../domain/release.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { loginAddresses } from '../addresses.ts';
import { renderWhoAreYou } from '../pages/who-are-you.ts';
import type { LoginParts } from '../parts.ts';
import { schoolHelp } from '../school-help.ts';
import { errorIdFor } from '../refusal-error-id.ts';
import { sendRefusal } from '../send-refusal.ts';

/**
 * Another school, another way to sign in or another account may help; so may the same one, when the school began to
 * ask for a year or a group after this sign-in.
 */
export const helpedBySigningIn: ReadonlySet<RefusalReason> = new Set([
  'school_closed',
  'idp_not_in_force',
  'affiliation_not_in_access',
  'year_not_in_access',
  'year_not_supplied',
  'group_not_in_access',
  'group_not_supplied',
]);

/**
 * The gate stays closed: says why and whose turn it is. When it has opened in the meantime, the login goes on. What depends on
 * the person is told only right after their own sign-in: a session that runs may be of whoever held the device before.
 */
export async function showRefusal(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
): Promise<void> {
  const { request, response } = exchange;
  const session = waiting.session && (await parts.sessions.find(waiting.session));
  if (session === undefined) {
    seeOther(response, loginAddresses.schools(waiting.transaction));
    return;
  }
  const decision = parts.disclosure.refusalOf(session, waiting.service, waiting.scopes);
  if (decision === undefined) {
    seeOther(response, await parts.interactions.goOn(request, response));
    return;
  }
  const register = parts.register.current();
  const closeBrowserFirst = register.idp(session.idp)?.record.asksAnew === false;
  if (!waiting.signedInHere && dependsOnPerson(decision.reason)) {
    sendWhoAreYou(parts, exchange, waiting, closeBrowserFirst);
    return;
  }
  const { reason } = decision;
  const refusal = {
    type: 'login.refused',
    reason,
    school: session.school,
    service: waiting.service,
  } as const;
  sendRefusal(parts, exchange, waiting, {
    ...decision,
    ...(await errorIdFor(parts, waiting, refusal)),
    // most are pupils; to whoever did not sign in just now the words do not tell which it is
    affiliation: waiting.signedInHere ? session.affiliation : 'pupil',
    schoolName: register.school(session.school)?.name ?? '',
    help: schoolHelp(register, session.school, parts.signInsAt),
    someoneElseUrl: loginAddresses.someoneElse(waiting.transaction),
    helpedBySigningIn: helpedBySigningIn.has(decision.reason),
    closeBrowserFirst,
  });
}

function sendWhoAreYou(
  parts: LoginParts,
  { request, response }: HttpExchange,
  { service, transaction }: WaitingRequest,
  closeBrowserFirst: boolean,
): void {
  const page = renderWhoAreYou({
    language: languageOf(request),
    currentUrl: request.originalUrl,
    serviceName: parts.register.current().service(service)?.record.name ?? service,
    announcements: parts.announcementsFor(service),
    signInUrl: loginAddresses.someoneElse(transaction),
    backToSupplierUrl: loginAddresses.notAvailable(transaction),
    closeBrowserFirst,
  });
  sendPage(response.status(403), page);
}
