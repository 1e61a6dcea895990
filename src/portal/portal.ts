import { Router, urlencoded, type RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';
import { mayCome } from './access.ts';
import { portalAddresses } from './addresses.ts';
import type { PortalParts } from './parts.ts';
import { notePartsShown } from './errors/error-page.ts';
import { partsFor } from './frame.ts';
import { forgetForm, keepForm } from './kept-forms.ts';
import { peopleForms } from './people/kept-people-form.ts';
import { createPortalSessions } from './portal-sessions.ts';
import { pageOfServiceForm } from './services/service-forms.ts';
import { portalRows, type PortalRow } from './rows.ts';
import { confirmFactorBefore } from './factors/confirm.ts';
import { todayForms } from './today/today.ts';
import { hasFreshFactor, visitorOf, type Portal, type Visitor } from './visitor.ts';

/** Larger than every form of ours. */
const formLimit = '64kb';

/** The pages of the portal, at their addresses. Whoever is not signed in is led to the page where they can. */
export function createPortal(parts: PortalParts): Router {
  const portal: Portal = { ...parts, sessions: createPortalSessions(parts) };
  const router = Router();
  const form = urlencoded({ extended: false, limit: formLimit, parameterLimit: 200, inflate: false });
  for (const row of portalRows) {
    const [method, address] = row;
    if (method === 'GET') router.get(address, answerOf(portal, row));
    else router.post(address, form, answerOf(portal, row));
  }
  // what is at no address of ours looks like what is another's
  router.use(portalAddresses.home, async (request, response, next) => {
    await seenVisitor(portal, { request, response });
    next();
  });
  return router;
}

async function seenVisitor(portal: Portal, exchange: HttpExchange): Promise<Visitor | undefined> {
  const visitor = await visitorOf(portal, exchange);
  if (visitor !== undefined) notePartsShown(exchange.request, partsFor(visitor));
  return visitor;
}

function answerOf(portal: Portal, row: PortalRow): RequestHandler {
  return async (request, response) => {
    const exchange: HttpExchange = { request, response };
    if (row[3] === 'anybody') {
      await row[2](portal, exchange);
      return;
    }
    const visitor = await seenVisitor(portal, exchange);
    if (visitor === undefined) {
      seeOther(response, portalAddresses.signIn);
      return;
    }
    const first = firstNeeded(row, visitor) ?? (await factorNeeded(portal, row, exchange, visitor));
    if (first === undefined) await row[2](portal, exchange, visitor);
    else seeOther(response, first);
  };
}

type VisitorsRow = Exclude<PortalRow, { readonly 3: 'anybody' }>;

/** Where somebody has to go before this page is answered; throws for a page that does not exist for them. */
function firstNeeded([, , , access]: VisitorsRow, { standing, person }: Visitor): string | undefined {
  if (access === 'signed_in') return undefined;
  if (standing === 'to_confirm') return portalAddresses.confirmFactor;
  if (access === 'factors') return undefined;
  if (standing === 'without_factor' || standing === 'to_add') return portalAddresses.factors;
  if (!mayCome(person, access)) {
    throw new SluisError('http.not_found', 'no page of this visitor');
  }
  return undefined;
}

/** The page that asks for a factor, where one has to be shown first. What was filled in is on the form again after it. */
async function factorNeeded(
  portal: Portal,
  [method, , , , factor]: VisitorsRow,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<string | undefined> {
  if (factor === undefined) return undefined;
  const isPost = method === 'POST';
  if (hasFreshFactor(portal, visitor)) {
    if (isPost) await forgetForm(portal, exchange, visitor);
    return undefined;
  }
  const { path } = exchange.request;
  if (isPost && !aboutPerson.test(path)) await keepForm(portal, exchange, visitor);
  return confirmFactorBefore(isPost ? pageOfForm(path) : path);
}

/** Forms that name a person, or say something of one: nothing of them is kept. */
const aboutPerson = /^\/portal\/(?:questions\/|schools\/[^/]+\/questions$)/;

/** The page with the form that posts to an address: mostly that of the same address. */
function pageOfForm(address: string): string {
  if (todayForms.includes(address)) return portalAddresses.home;
  const [, ofPerson] = /^(\/portal\/questions\/[\w-]{43})\//.exec(address) ?? [];
  if (ofPerson !== undefined) return ofPerson;
  if (peopleForms.includes(address)) return portalAddresses.people;
  return pageOfServiceForm(address) ?? address;
}
