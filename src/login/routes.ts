import { Router, urlencoded, type Request, type RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';
import { idpId, schoolId, transactionId } from '../domain/ids.ts';
import type { IdpId, SchoolId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { languageOf } from '../http/language.ts';
import type { GatesOfSignIn } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import { arrive, pickSchool, showPicker, takeTicket } from './arrival.ts';
import { showChooser } from './choose-school.ts';
import { showClosedGate, turnedAway } from './closed-gate.ts';
import { idpsInForce, openSchools } from './in-force.ts';
import { nextStep, visit, type NextStep } from './next-step.ts';
import { renderIdpCancelled } from './pages/cancelled.ts';
import { renderPickIdp } from './pages/pick.ts';
import type { LoginParts } from './parts.ts';
import { letSomeoneElseSignIn, showRefusal } from './refusal.ts';
import { receiveAnswer } from './school-answer.ts';
import { visitSchool, type VisitTarget } from './visit-school.ts';
import { seeOther } from '../http/see-other.ts';

/** Largest form that an IdP may post: a response of 256 kB, its base64 percent-encoded. The guard looks closer. */
const answerLimit = '400kb';

type Step = (exchange: HttpExchange, waiting: WaitingRequest) => Promise<void> | void;
type StepRoute = (run: Step) => RequestHandler;

export interface Login {
  /** The steps of a login as addresses. All but the answers of schools ask for the cookie of the transaction first. */
  readonly routes: Router;
  /** The first step, taken in the supplier's own request: straight to the school when that is known. */
  readonly begin: (exchange: HttpExchange, waiting: WaitingRequest) => Promise<void>;
}

export function createLogin(parts: LoginParts): Login {
  const router = Router();
  const step: StepRoute = (run) => async (request, response) => {
    await run({ request, response }, await waitingRequest(parts, { request, response }));
  };
  addChoiceRoutes(router, parts, step);
  addClosedRoutes(router, parts, step);
  addReturnRoutes(router, parts, step);
  addAnswerRoutes(router, parts);
  return { routes: router, begin: (exchange, waiting) => begin(parts, exchange, waiting) };
}

/** What shows a page has an address of its own, so that it can be shown again. */
async function begin(parts: LoginParts, exchange: HttpExchange, waiting: WaitingRequest): Promise<void> {
  const next = nextStep(waiting, parts.register.current(), parts.today());
  if (next.step !== 'visit-school') {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  parts.memory.rememberService(exchange.response, waiting.service);
  await visitSchool(parts, exchange, waiting, next);
}

/** The request that waits, when this browser is the one that began it. */
async function waitingRequest(
  parts: LoginParts,
  { request, response }: HttpExchange,
): Promise<WaitingRequest> {
  const transaction = transactionId(String(request.params['transaction']));
  if (transaction === undefined) {
    throw new SluisError('http.not_found', 'no such login', { whoseTurn: 'person' });
  }
  const waiting = await parts.interactions.waiting(request, response, transaction);
  parts.memory.rememberService(response, waiting.service);
  return waiting;
}

/** From the supplier to the school. */
function addChoiceRoutes(router: Router, parts: LoginParts, step: StepRoute): void {
  const { memory } = parts;
  const register = () => parts.register.current();
  const start: Step = (exchange, waiting) =>
    take(parts, exchange, waiting, nextStep(waiting, register(), parts.today()));
  const chooser: Step = (exchange, waiting) => {
    showChooser(exchange, waiting, register(), memory, parts.today());
  };
  const chosen: Step = (exchange, waiting) => {
    const school = schoolParameter(exchange.request);
    if (register().school(school) !== undefined) memory.rememberSchool(exchange.response, school);
    return take(parts, exchange, waiting, visit(school, register(), parts.today()));
  };
  const chosenIdp =
    (wishes: Pick<VisitTarget, 'withoutAsking'>): Step =>
    (exchange, waiting) => {
      const { request } = exchange;
      const target = { school: schoolParameter(request), idp: idpParameter(request), ...wishes };
      return visitSchool(parts, exchange, waiting, target);
    };
  const forget: Step = ({ response }, { transaction }) => {
    memory.forgetSchool(response);
    seeOther(response, loginAddresses.schools(transaction));
  };
  router.get('/login/:transaction', step(start));
  router.get('/login/:transaction/schools', step(chooser));
  router.get('/login/:transaction/school/:school', step(chosen));
  router.get('/login/:transaction/school/:school/idp/:idp', step(chosenIdp({})));
  router.get(
    '/login/:transaction/school/:school/idp/:idp/without-asking',
    step(chosenIdp({ withoutAsking: true })),
  );
  router.post('/login/:transaction/forget', step(forget));
}

/** Why somebody cannot go on, before we know who it is. */
function addClosedRoutes(router: Router, parts: LoginParts, step: StepRoute): void {
  const register = () => parts.register.current();
  const closed =
    (gatesOf: (request: Request, waiting: WaitingRequest) => GatesOfSignIn): Step =>
    (exchange, waiting) => {
      showClosedGate(parts, exchange, waiting, gatesOf(exchange.request, waiting));
    };
  router.get(
    '/login/:transaction/school/:school/closed',
    step(closed((request) => ({ school: register().school(schoolParameter(request)) }))),
  );
  router.get(
    '/login/:transaction/idp/:idp/closed',
    step(closed((request) => ({ idp: register().idp(idpParameter(request))?.record }))),
  );
  router.get(
    '/login/:transaction/closed',
    step(closed((_request, { service }) => ({ service: register().service(service)?.record }))),
  );
}

/** The one dispatcher's decision, carried out. */
async function take(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  next: NextStep,
): Promise<void> {
  switch (next.step) {
    case 'show-refusal':
      return showRefusal(parts, exchange, waiting);
    case 'choose-school':
      showChooser(exchange, waiting, parts.register.current(), parts.memory, parts.today());
      return undefined;
    case 'choose-idp':
      showIdps(parts, exchange, waiting, next.school);
      return undefined;
    case 'visit-school':
      return visitSchool(parts, exchange, waiting, next);
    case 'turn-away':
      seeOther(exchange.response, await turnedAway(parts, waiting, next.closed));
      return undefined;
    case 'school-unknown':
      throw new SluisError('login.school_unknown', 'no such school', { whoseTurn: 'person' });
  }
}

/** From the school back to the supplier. */
function addReturnRoutes(router: Router, parts: LoginParts, step: StepRoute): void {
  const goBack =
    (error: 'access_denied' | 'login_required'): Step =>
    async ({ request, response }) => {
      seeOther(response, await parts.interactions.refused(request, response, error));
    };
  router.get('/login/:transaction/arrived', async (request, response) => {
    const exchange = { request, response };
    const arrival = await takeTicket(parts, exchange);
    await arrive(parts, exchange, await waitingRequest(parts, exchange), arrival);
  });
  router.get(
    '/login/:transaction/pick',
    step((exchange, waiting) => showPicker(parts, exchange, waiting)),
  );
  router.get(
    '/login/:transaction/pick/:school',
    step((exchange, waiting) => pickSchool(parts, exchange, waiting, schoolParameter(exchange.request))),
  );
  router.get(
    '/login/:transaction/school/:school/cancelled',
    step((exchange, waiting) => {
      showCancelled(parts, exchange, waiting);
    }),
  );
  router.get(
    '/login/:transaction/someone-else',
    step((exchange, waiting) => letSomeoneElseSignIn(parts, exchange, waiting)),
  );
  router.get('/login/:transaction/back', step(goBack('access_denied')));
  router.get('/login/:transaction/unproven', step(goBack('login_required')));
}

/** Where schools' IdPs send their answers. No cookie is expected here. */
function addAnswerRoutes(router: Router, parts: LoginParts): void {
  router.post(
    '/saml/:idp/acs',
    // no browser packs a form, and little of it would be much to read
    urlencoded({ extended: false, limit: answerLimit, parameterLimit: 20, inflate: false }),
    (request, response) =>
      receiveAnswer(parts, { request, response }, request.params.idp, 'saml', {
        body: fieldsOf(request.body),
        rawQuery: rawQueryOf(request),
      }),
  );
  router.get('/oidc/:idp/callback', (request, response) =>
    receiveAnswer(parts, { request, response }, request.params.idp, 'oidc', {
      body: {},
      rawQuery: rawQueryOf(request),
    }),
  );
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function rawQueryOf(request: Request): string {
  const start = request.originalUrl.indexOf('?');
  return start === -1 ? '' : request.originalUrl.slice(start + 1);
}

function schoolParameter(request: Request): SchoolId {
  const school = schoolId(String(request.params['school']));
  if (school === undefined) {
    throw new SluisError('login.school_unknown', 'no such school', { whoseTurn: 'person' });
  }
  return school;
}

function idpParameter(request: Request): IdpId {
  const idp = idpId(String(request.params['idp']));
  if (idp === undefined) {
    throw new SluisError('login.school_unknown', 'no such IdP', { whoseTurn: 'person' });
  }
  return idp;
}

function showIdps(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
  school: SchoolId,
): void {
  const register = parts.register.current();
  response.type('html').send(
    renderPickIdp({
      language: languageOf(request, waiting.uiLocales),
      currentUrl: request.originalUrl,
      schoolName: register.school(school)?.name ?? '',
      idps: idpsInForce(register, school, parts.today()).map(({ record }) => ({
        name: record.name,
        continueUrl: loginAddresses.idp(waiting.transaction, school, record.id),
      })),
      otherSchoolUrl: loginAddresses.schools(waiting.transaction),
    }),
  );
}

function showCancelled(
  parts: LoginParts,
  { request, response }: HttpExchange,
  { transaction, service, uiLocales }: WaitingRequest,
): void {
  const register = parts.register.current();
  response.type('html').send(
    renderIdpCancelled({
      language: languageOf(request, uiLocales),
      currentUrl: request.originalUrl,
      serviceName: register.service(service)?.record.name ?? service,
      startAgainUrl: loginAddresses.school(transaction, schoolParameter(request)),
      // a service that one school only has switched on offers no other
      otherSchoolUrl:
        openSchools(register.schoolsWith(service), parts.today()).length > 1
          ? loginAddresses.schools(transaction)
          : undefined,
      backToSupplierUrl: loginAddresses.back(transaction),
    }),
  );
}
