import { languageOf } from '../../http/language.ts';
import { sendPage } from '../../http/send-page.ts';
import { loginAddresses } from '../addresses.ts';
import { openSchools } from '../in-force.ts';
import { renderIdpCancelled } from '../pages/cancelled.ts';
import { schoolParameter } from '../parameters.ts';
import { writtenRefusal } from '../refusal-error-id.ts';
import { schoolHelp } from '../school-help.ts';
import type { Step } from '../step.ts';

/** The person turned back at the school. Whoever goes to this address without that has no error id: nothing happened. */
export const cancelled: Step = async (parts, { request, response }, waiting) => {
  const { transaction, service } = waiting;
  const register = parts.register.current();
  const school = schoolParameter(request);
  sendPage(
    response,
    renderIdpCancelled({
      language: languageOf(request),
      currentUrl: request.originalUrl,
      serviceName: register.service(service)?.record.name ?? service,
      announcements: parts.announcementsFor(service),
      startAgainUrl: loginAddresses.school(transaction, school),
      // a service that one school only has switched on offers no other
      otherSchoolUrl:
        openSchools(register.schoolsWith(service), parts.today()).length > 1
          ? loginAddresses.schools(transaction)
          : undefined,
      backToSupplierUrl: loginAddresses.back(transaction),
      help: schoolHelp(register, school, parts.signInsAt),
      printed: await writtenRefusal(parts, waiting, { type: 'login.cancelled', school }),
    }),
  );
};
