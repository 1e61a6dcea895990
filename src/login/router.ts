import { Router, urlencoded, type RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';
import { idpId, transactionId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { chosenLanguage, languageIn, noteLanguageAskedFor } from '../http/language.ts';
import { noteSignInPlace } from '../http/sign-in-place.ts';
import { seeOther } from '../http/see-other.ts';
import type { Arrival } from '../session/session-records.ts';
import { loginAddresses } from './addresses.ts';
import { loginFlow, turningAway, type FlowRow } from './flow.ts';
import { leadOn } from './lead-on.ts';
import { nextStep } from './next-step.ts';
import type { LoginParts } from './parts.ts';
import { visitSchool } from './steps/visit-school.ts';

/** Largest form that an IdP may post: a response of 256 kB, its base64 percent-encoded. The guard looks closer. */
const answerLimit = '400kb';

export interface Login {
  /** The steps of a login at their addresses. */
  readonly routes: Router;
  /** The first step, taken in the supplier's own request: straight to the school when that is known. */
  readonly begin: (exchange: HttpExchange, waiting: WaitingRequest) => Promise<void>;
}

export function createLogin(parts: LoginParts): Login {
  const router = Router();
  // no browser packs a form, and little of it would be much to read
  const form = urlencoded({ extended: false, limit: answerLimit, parameterLimit: 20, inflate: false });
  for (const row of loginFlow) {
    const [method, address, , brings] = row;
    const take = stepOf(parts, row);
    const before = brings === 'answer' ? [noteIdp(parts)] : [];
    if (method === 'GET') router.get(address, ...before, take);
    else router.post(address, ...before, ...(brings === 'answer' ? [form] : []), take);
  }
  return { routes: router, begin: (exchange, waiting) => begin(parts, exchange, waiting) };
}

/** Before the form is read: that may fail, and the trail has to say whose form it was. */
function noteIdp({ register }: LoginParts): RequestHandler {
  return (request, _response, next) => {
    const id = idpId(String(request.params['idp']));
    const idp = id && register.current().idp(id)?.record.id;
    if (idp !== undefined) noteSignInPlace(request, { idp });
    next();
  };
}

/** What shows a page has an address of its own, so that it can be shown again. */
async function begin(parts: LoginParts, exchange: HttpExchange, waiting: WaitingRequest): Promise<void> {
  noteLanguageAskedFor(exchange.request, languageIn(waiting.uiLocales));
  noteSignInPlace(exchange.request, { service: waiting.service });
  const next = nextStep(waiting, parts.register.current(), parts.today());
  if (next.step !== 'visit-school') {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  parts.memory.rememberService(exchange.response, waiting.service);
  await visitSchool(parts, exchange, waiting, next);
}

/** The step of a row, behind what the browser has to bring to it. */
function stepOf(parts: LoginParts, [, , step, brings]: FlowRow): RequestHandler {
  return async (request, response) => {
    const exchange = { request, response };
    if (brings === 'answer') return step(parts, exchange);
    try {
      if (brings === 'cookie') await step(parts, exchange, await waitingRequest(parts, exchange));
      else {
        const arrival = await takeTicket(parts, exchange);
        await step(parts, exchange, await waitingRequest(parts, exchange), arrival);
      }
    } catch (error) {
      if (turningAway.has(step)) throw error;
      await leadOn(parts, exchange, error);
    }
    return undefined;
  };
}

/** The request that waits, when this browser is the one that began it. */
async function waitingRequest(
  parts: LoginParts,
  { request, response }: HttpExchange,
): Promise<WaitingRequest> {
  const transaction = transactionId(String(request.params['transaction']));
  if (transaction === undefined) {
    throw new SluisError('http.not_found', 'no such login');
  }
  const waiting = await parts.interactions.waiting(request, response, transaction);
  parts.memory.rememberService(response, waiting.service);
  noteLanguageAskedFor(request, languageIn(waiting.uiLocales));
  noteSignInPlace(request, { service: waiting.service });
  const chosen = chosenLanguage(request);
  if (chosen !== undefined) await parts.interactions.chooseLanguage(request, response, chosen);
  return waiting;
}

/** Uses up the ticket, whoever brings it: in a wrong browser it must not stay good for the right one either. */
async function takeTicket(
  parts: LoginParts,
  { request }: HttpExchange,
): Promise<Arrival | 'redeemed' | undefined> {
  const ticket = request.query['ticket'];
  return typeof ticket === 'string' ? parts.transactions.takeArrival(ticket) : undefined;
}
