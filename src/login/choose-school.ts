import type { CalendarDay } from '../domain/clock.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { Register } from '../register/replica/register.ts';
import { languageOf } from '../http/language.ts';
import { loginAddresses } from './addresses.ts';
import type { DeviceMemory } from './device-memory.ts';
import { openSchools } from './in-force.ts';
import { maximumResults, renderChooseSchool, renderSchoolResults } from './pages/choose-school.ts';
import type { Exchange } from './parts.ts';
import { searchSchools } from '../school-search/school-search.ts';

/** The chooser, and with `X-Fragment: results` only its list, for searching while typing. */
export function showChooser(
  { request, response }: Exchange,
  waiting: WaitingRequest,
  register: Register,
  memory: DeviceMemory,
  today: CalendarDay,
): void {
  const { transaction } = waiting;
  const query = typeof request.query['q'] === 'string' ? request.query['q'].slice(0, 100) : '';
  const language = languageOf(request, waiting.uiLocales);
  const schools = openSchools(register.schoolsWith(waiting.service), today);
  const found = searchSchools(schools, query, maximumResults, register.schools());
  const results = {
    language,
    query,
    total: found.total,
    results: found.results.map((school) => ({
      ...school,
      continueUrl: loginAddresses.school(transaction, school.id),
    })),
  };
  response.vary('X-Fragment').type('html');
  if (request.get('X-Fragment') === 'results') {
    response.send(renderSchoolResults(results));
    return;
  }
  const remembered = memory.school(request);
  const school = schools.find(({ id }) => id === remembered);
  response.send(
    renderChooseSchool({
      ...results,
      currentUrl: request.originalUrl,
      serviceName: register.service(waiting.service)?.record.name ?? waiting.service,
      remembered: school && {
        name: school.name,
        town: school.town,
        continueUrl: loginAddresses.school(transaction, school.id),
        forgetAction: loginAddresses.forget(transaction),
        failed: memory.askAnew(request) === 'sign_in_failed',
      },
      searchAction: loginAddresses.schools(transaction),
      hiddenFields: {},
    }),
  );
}
