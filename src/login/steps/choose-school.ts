import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { sendPage } from '../../http/send-page.ts';
import { loginAddresses } from '../addresses.ts';
import { openSchools } from '../in-force.ts';
import { maximumResults, renderChooseSchool, renderSchoolResults } from '../pages/choose-school.ts';
import type { LoginParts } from '../parts.ts';
import { searchSchools } from '../../search/school-search.ts';

/** The chooser, and with `X-Fragment: results` only its list, for searching while typing. */
export function chooseSchool(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
): void {
  const { transaction } = waiting;
  const register = parts.register.current();
  const query = typeof request.query['q'] === 'string' ? request.query['q'].slice(0, 100) : '';
  const language = languageOf(request);
  const schools = openSchools(register.schoolsWith(waiting.service), parts.today());
  const found = searchSchools(register.schools(), query).among(schools, {
    limit: maximumResults,
    used: parts.memory.school(request),
  });
  const results = {
    language,
    query,
    total: found.total,
    results: found.results.map((school) => ({
      ...school,
      continueUrl: loginAddresses.school(transaction, school.id),
    })),
  };
  response.vary('X-Fragment');
  if (request.get('X-Fragment') === 'results') {
    response.type('html').send(renderSchoolResults(results));
    return;
  }
  const remembered = parts.memory.school(request);
  const school = schools.find(({ id }) => id === remembered);
  sendPage(
    response,
    renderChooseSchool({
      ...results,
      currentUrl: request.originalUrl,
      serviceName: register.service(waiting.service)?.record.name ?? waiting.service,
      remembered: school && {
        name: school.name,
        town: school.town,
        continueUrl: loginAddresses.school(transaction, school.id),
        forgetAction: loginAddresses.forget(transaction),
        failed: parts.memory.askAnew(request) === 'sign_in_failed',
      },
      searchAction: loginAddresses.schools(transaction),
      hiddenFields: {},
    }),
  );
}
