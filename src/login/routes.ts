import { Router, urlencoded, type Request, type Response } from 'express';
import { SluisError } from '../domain/errors.ts';
import { idpId, schoolId, transactionId } from '../domain/ids.ts';
import type { SchoolId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import { languageOf } from '../http/language.ts';
import { loginAddresses } from './addresses.ts';
import { arrive, pickSchool } from './arrival.ts';
import { showChooser } from './choose-school.ts';
import { createDeviceMemory } from './device-memory.ts';
import { nextStep, visit, type NextStep } from './next-step.ts';
import { renderIdpCancelled } from './pages/cancelled.ts';
import { renderPickIdp } from './pages/pick.ts';
import type { Exchange, LoginParts } from './parts.ts';
import { showRefusal } from './refusal.ts';
import { receiveAnswer } from './school-answer.ts';
import { visitSchool } from './visit-school.ts';

/** Largest form that an IdP may post (a SAML response, base64). */
const answerLimit = '256kb';

type Step = (exchange: Exchange, waiting: WaitingRequest) => Promise<void> | void;

/** The steps of a login as addresses. All but the answers of schools ask for the cookie of the transaction first. */
export function createLoginRoutes(parts: LoginParts): Router {
  const router = Router();
  const memory = createDeviceMemory(parts.cookies);
  const register = () => parts.register.current();

  const step =
    (run: Step) =>
    async (request: Request, response: Response): Promise<void> => {
      const transaction = transactionId(String(request.params['transaction']));
      if (transaction === undefined) throw new SluisError('http.not_found', 'no such login', { whoseTurn: 'person' });
      const waiting = await parts.interactions.waiting(request, response, transaction);
      memory.rememberService(response, waiting.service);
      await run({ request, response }, waiting);
    };
  const take = (exchange: Exchange, waiting: WaitingRequest, next: NextStep): Promise<void> | void => {
    switch (next.step) {
      case 'show-refusal':
        return showRefusal(parts, exchange, waiting);
      case 'choose-school':
        showChooser(exchange, waiting, register(), memory);
        return undefined;
      case 'choose-idp':
        showIdps(parts, exchange, waiting, next.school);
        return undefined;
      case 'visit-school':
        return visitSchool(parts, exchange, waiting, next);
      case 'school-unknown':
        throw new SluisError('login.school_unknown', 'no such school', { whoseTurn: 'person' });
    }
  };

  router.get(
    '/login/:transaction',
    step((exchange, waiting) => take(exchange, waiting, nextStep(waiting, register()))),
  );
  router.get(
    '/login/:transaction/schools',
    step((exchange, waiting) => {
      showChooser(exchange, waiting, register(), memory);
    }),
  );
  router.get(
    '/login/:transaction/school/:school',
    step((exchange, waiting) => {
      const school = schoolParameter(exchange.request);
      if (register().school(school) !== undefined) memory.rememberSchool(exchange.response, school);
      return take(exchange, waiting, visit(school, register()));
    }),
  );
  router.get(
    '/login/:transaction/school/:school/idp/:idp',
    step((exchange, waiting) => {
      const idp = idpId(String(exchange.request.params['idp']));
      if (idp === undefined) throw new SluisError('login.school_unknown', 'no such IdP', { whoseTurn: 'person' });
      return visitSchool(parts, exchange, waiting, { school: schoolParameter(exchange.request), idp });
    }),
  );
  router.post(
    '/login/:transaction/forget',
    step(({ response }, { transaction }) => {
      memory.forgetSchool(response);
      response.redirect(303, loginAddresses.schools(transaction));
    }),
  );
  router.get('/login/:transaction/arrived', step((exchange, waiting) => arrive(parts, exchange, waiting)));
  router.get(
    '/login/:transaction/pick/:school',
    step((exchange, waiting) => pickSchool(parts, exchange, waiting, schoolParameter(exchange.request))),
  );
  router.get(
    '/login/:transaction/cancelled',
    step((exchange, waiting) => {
      showCancelled(parts, exchange, waiting);
    }),
  );
  router.get(
    '/login/:transaction/back',
    step(async ({ request, response }) => {
      response.redirect(303, await parts.interactions.refused(request, response, 'access_denied'));
    }),
  );
  router.get(
    '/login/:transaction/unproven',
    step(async ({ request, response }) => {
      response.redirect(303, await parts.interactions.refused(request, response, 'login_required'));
    }),
  );
  addAnswerRoutes(router, parts);
  return router;
}

/** Where schools' IdPs send their answers. No cookie is expected here. */
function addAnswerRoutes(router: Router, parts: LoginParts): void {
  router.post('/saml/:idp/acs', urlencoded({ extended: false, limit: answerLimit, parameterLimit: 20 }), (request, response) =>
    receiveAnswer(parts, { request, response }, String(request.params['idp']), 'saml', {
      body: fieldsOf(request.body),
      rawQuery: rawQueryOf(request),
    }),
  );
  router.get('/oidc/:idp/callback', (request, response) =>
    receiveAnswer(parts, { request, response }, String(request.params['idp']), 'oidc', {
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
  if (school === undefined) throw new SluisError('login.school_unknown', 'no such school', { whoseTurn: 'person' });
  return school;
}

function showIdps(parts: LoginParts, { request, response }: Exchange, waiting: WaitingRequest, school: SchoolId): void {
  const register = parts.register.current();
  response.type('html').send(
    renderPickIdp({
      language: languageOf(request, waiting.uiLocales),
      currentUrl: request.originalUrl,
      schoolName: register.school(school)?.name ?? '',
      idps: register.idpsOf(school).map(({ record }) => ({
        name: record.name,
        continueUrl: loginAddresses.idp(waiting.transaction, school, record.id),
      })),
      otherSchoolUrl: loginAddresses.schools(waiting.transaction),
    }),
  );
}

function showCancelled(parts: LoginParts, { request, response }: Exchange, waiting: WaitingRequest): void {
  response.type('html').send(
    renderIdpCancelled({
      language: languageOf(request, waiting.uiLocales),
      currentUrl: request.originalUrl,
      serviceName: parts.register.current().service(waiting.service)?.record.name ?? waiting.service,
      startAgainUrl: loginAddresses.start(waiting.transaction),
      otherSchoolUrl: loginAddresses.schools(waiting.transaction),
    }),
  );
}
