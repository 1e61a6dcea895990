import type { SchoolId, TransactionId } from '../../domain/ids.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { chosenLanguage, languageOf } from '../../http/language.ts';
import type { SchoolHelp } from '../../http/school-help.ts';
import { sendPage } from '../../http/send-page.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { closedGate } from '../../release/closed-gate.ts';
import { searchSchools } from '../../search/school-search.ts';
import { loginAddresses } from '../addresses.ts';
import {
  maximumNotTakingPart,
  maximumResults,
  renderChooseSchool,
  renderSchoolResults,
  type ChooseSchool,
  type SchoolChoice,
  type SchoolResults,
} from '../pages/choose-school.ts';
import { queryParameter } from '../parameters.ts';
import type { LoginParts } from '../parts.ts';
import { participationIn, participationRefusals } from '../participation.ts';
import { publicReasonFor } from '../public-reason.ts';
import { schoolHelp } from '../school-help.ts';

/** The chooser, and with `X-Fragment: results` only its list, for searching while typing. */
export function chooseSchool(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
): void {
  const { transaction } = waiting;
  const service = parts.register.current().service(waiting.service)?.record;
  const results = {
    language: languageOf(request),
    ...resultsFor(parts, service, {
      transaction,
      query: queryParameter(request),
      used: parts.memory.school(request),
    }),
  };
  response.vary('X-Fragment');
  if (request.get('X-Fragment') === 'results') {
    response.type('html').send(renderSchoolResults(results));
    return;
  }
  const chosen = chosenLanguage(request);
  // whoever searches has seen it, and wants another one
  const isFirstView = results.query.trim() === '';
  const remembered = isFirstView ? rememberedOn(parts, request, transaction, service) : undefined;
  sendPage(
    response,
    renderChooseSchool({
      ...results,
      currentUrl: request.originalUrl,
      serviceName: service?.name ?? waiting.service,
      announcements: parts.announcementsFor(waiting.service),
      remembered,
      help: isFirstView && remembered === undefined ? helpOfHint(parts, waiting) : undefined,
      searchHasFocus: request.query['q'] !== undefined,
      searchAction: loginAddresses.schools(transaction),
      // a search keeps the language that was chosen on this page, which counts before what the service asks for
      hiddenFields: chosen === undefined ? {} : { lang: chosen },
    }),
  );
}

interface Search {
  readonly transaction: TransactionId;
  readonly query: string;
  readonly used: SchoolId | undefined;
}

function resultsFor(
  parts: LoginParts,
  service: Service | undefined,
  { transaction, query, used }: Search,
): Omit<SchoolResults, 'language'> {
  const register = parts.register.current();
  const nobody = { takingPart: [], notTakingPart: [] };
  const { takingPart, notTakingPart } =
    service === undefined ? nobody : participationIn(service, register, { ...parts, today: parts.today() });
  const search = searchSchools(register.schools(), query);
  const found = search.among(takingPart, { limit: maximumResults, used });
  // whoever has not searched is shown no others
  const others = query.trim() === '' ? [] : notTakingPart;
  const foundOthers = search.among(others, { limit: maximumNotTakingPart, used });
  return {
    query,
    results: found.results.map((school) => choiceOf(transaction, school)),
    total: found.total,
    notTakingPart: {
      results: foundOthers.results.map(choicesWithReasons(parts, service, transaction)),
      total: foundOthers.total,
    },
  };
}

function choiceOf(transaction: TransactionId, school: School): SchoolChoice {
  return { ...school, continueUrl: loginAddresses.school(transaction, school.id) };
}

/** Choices of schools that may not take part, with the reason that anybody may know. */
function choicesWithReasons(
  { register, today, portal }: LoginParts,
  service: Service | undefined,
  transaction: TransactionId,
): (school: School) => SchoolChoice {
  const refusalOf = service && participationRefusals(service, register.current(), { today: today(), portal });
  return (school) => {
    const refusal = refusalOf?.(school);
    return { ...choiceOf(transaction, school), notTakingPart: refusal && publicReasonFor(refusal) };
  };
}

/** Of the school to which the supplier sent the person, while it is open. */
function helpOfHint(
  { register, today, signInsAt }: LoginParts,
  { school: id }: WaitingRequest,
): SchoolHelp | undefined {
  const school = id && register.current().school(id);
  if (school === undefined || closedGate({ school }, today()) !== undefined) return undefined;
  return schoolHelp(register.current(), school.id, signInsAt);
}

/** The school of the last time, while it is open. Also when it does not take part, so that its people see why. */
function rememberedOn(
  parts: LoginParts,
  request: HttpExchange['request'],
  transaction: TransactionId,
  service: Service | undefined,
): ChooseSchool['remembered'] {
  const id = parts.memory.school(request);
  const school = id && parts.register.current().school(id);
  if (school === undefined || closedGate({ school }, parts.today()) !== undefined) return undefined;
  return {
    ...choicesWithReasons(parts, service, transaction)(school),
    forgetAction: loginAddresses.forget(transaction),
    help: schoolHelp(parts.register.current(), school.id, parts.signInsAt),
    failed: parts.memory.askAnew(request) === 'sign_in_failed',
  };
}
