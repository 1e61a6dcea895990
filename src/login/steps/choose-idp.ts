import type { SchoolId } from '../../domain/ids.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { sendPage } from '../../http/send-page.ts';
import { loginAddresses } from '../addresses.ts';
import { idpsInForce } from '../in-force.ts';
import { renderChooseIdp } from '../pages/choose-idp.ts';
import type { LoginParts } from '../parts.ts';
import { schoolHelp } from '../school-help.ts';

/** The school has several logins: which one? */
export function chooseIdp(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
  school: SchoolId,
): void {
  const register = parts.register.current();
  sendPage(
    response,
    renderChooseIdp({
      language: languageOf(request),
      currentUrl: request.originalUrl,
      schoolName: register.school(school)?.name ?? '',
      announcements: parts.announcementsFor(waiting.service),
      idps: idpsInForce(register, school, parts.today()).map(({ record }) => ({
        name: record.name,
        continueUrl: loginAddresses.idp(waiting.transaction, school, record.id),
      })),
      otherSchoolUrl: loginAddresses.schools(waiting.transaction),
      help: schoolHelp(register, school, parts.signInsAt),
    }),
  );
}
