import { languageOf } from '../../http/language.ts';
import { sendPage } from '../../http/send-page.ts';
import { loginAddresses } from '../addresses.ts';
import { possibleSchools } from '../arrival.ts';
import { lost } from '../lost.ts';
import { renderPickSchool } from '../pages/pick-school.ts';
import type { Step } from '../step.ts';

/** Which of the schools that the IdP named? At an address of its own, so that it can be shown again. */
export const pickSchool: Step = async (parts, { request, response }, waiting) => {
  const held = await parts.transactions.heldForPick(waiting.transaction);
  if (held === undefined) throw lost();
  sendPage(
    response,
    renderPickSchool({
      language: languageOf(request),
      currentUrl: request.originalUrl,
      serviceName: parts.register.current().service(waiting.service)?.record.name ?? waiting.service,
      schools: possibleSchools(parts, held).map(({ id, name, town }) => ({
        name,
        town,
        continueUrl: loginAddresses.pick(waiting.transaction, id),
      })),
      someoneElseUrl: loginAddresses.someoneElse(waiting.transaction),
    }),
  );
};
