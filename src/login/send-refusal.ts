import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { languageOf } from '../http/language.ts';
import { sendPage } from '../http/send-page.ts';
import { loginAddresses } from './addresses.ts';
import { renderRefusal, type RefusalPage } from './pages/refusal.ts';
import type { LoginParts } from './parts.ts';

/** Answers with the page of a refusal. */
export function sendRefusal(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
  refused: Pick<
    RefusalPage,
    | 'reason'
    | 'whoseTurn'
    | 'affiliation'
    | 'schoolName'
    | 'someoneElseUrl'
    | 'helpedBySigningIn'
    | 'closeBrowserFirst'
    | 'otherSchoolUrl'
    | 'help'
    | 'errorId'
    | 'isFoundBySchool'
  >,
): void {
  const register = parts.register.current();
  const service = register.service(waiting.service)?.record;
  const page = renderRefusal({
    language: languageOf(request),
    currentUrl: request.originalUrl,
    ...refused,
    announcements: parts.announcementsFor(waiting.service),
    serviceName: service?.name ?? waiting.service,
    supplierName: (service && register.supplier(service.supplier)?.name) ?? '',
    backToSupplierUrl: loginAddresses.notAvailable(waiting.transaction),
  });
  sendPage(response.status(403), page);
}
