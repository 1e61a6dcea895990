import { SluisError } from '../domain/errors.ts';
import type { AttributeCatalogue, AttributeValues } from '../domain/attributes.ts';
import type { AttributeName, SchoolId } from '../domain/ids.ts';
import type { IdentifiedPerson } from '../domain/person.ts';
import type { School } from '../register/model/register.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { languageOf } from '../http/language.ts';
import type { Arrival, NewSession } from '../session/session-records.ts';
import { closedGate } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import { turnedAway } from './closed-gate.ts';
import { openSchools } from './in-force.ts';
import { renderPickSchool } from './pages/pick.ts';
import type { LoginParts } from './parts.ts';
import { isAboutAccount } from './about-account.ts';
import { seeOther } from '../http/see-other.ts';

/** Uses up the ticket, whoever brings it: in a wrong browser it must not stay good for the right one either. */
export async function takeTicket(parts: LoginParts, { request }: HttpExchange): Promise<Arrival | undefined> {
  const ticket = request.query['ticket'];
  return typeof ticket === 'string' ? parts.transactions.takeArrival(ticket) : undefined;
}

/**
 * Back from the school, in the browser that began (`waiting` proves that by its cookie) and that brought the
 * answer (the ticket proved that).
 */
export async function arrive(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  arrival: Arrival | undefined,
): Promise<void> {
  if (arrival?.transaction !== waiting.transaction) throw lost();
  const [only, ...others] = possibleSchools(parts, arrival);
  if (only === undefined) throw lost();
  if (others.length === 0) return signIn(parts, exchange, waiting, arrival, only);
  await parts.transactions.holdForPick(arrival);
  seeOther(exchange.response, loginAddresses.picker(waiting.transaction));
}

/** Which of the schools that the IdP named? At an address of its own, so that it can be shown again. */
export async function showPicker(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
): Promise<void> {
  const held = await parts.transactions.heldForPick(waiting.transaction);
  if (held === undefined) throw lost();
  response.type('html').send(
    renderPickSchool({
      language: languageOf(request, waiting.uiLocales),
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
}

/** The person works or learns at several schools and says for which one this visit is. */
export async function pickSchool(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  picked: SchoolId | undefined,
): Promise<void> {
  const held = await parts.transactions.heldForPick(waiting.transaction);
  const school = held && possibleSchools(parts, held).find(({ id }) => id === picked);
  if (school === undefined) throw lost();
  const arrival = await parts.transactions.takeHeldForPick(waiting.transaction);
  if (arrival === undefined) throw lost();
  await signIn(parts, exchange, waiting, arrival, school);
}

/** Those that are open; when none is, all of them, so that the page can say which one closed. */
function possibleSchools(parts: LoginParts, arrival: Arrival): readonly School[] {
  const register = parts.register.current();
  const known = arrival.identity.schools
    .map((id) => register.school(id))
    .filter((school) => school !== undefined);
  const open = openSchools(known, parts.today());
  return open.length === 0 ? known.slice(0, 1) : open;
}

async function signIn(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
  { identity }: Arrival,
  school: School,
): Promise<void> {
  const register = parts.register.current();
  const idp = register.idp(identity.idpId)?.record;
  // Before anything is remembered of this person: the word of an IdP that does not count binds nobody to a board.
  const service = register.service(waiting.service)?.record;
  const closed = closedGate({ school, idp, service }, parts.today());
  if (closed !== undefined) {
    seeOther(response, await turnedAway(parts, waiting, closed));
    return;
  }
  if (service?.client.signInTime === true && identity.authenticatedAt === undefined) {
    seeOther(response, await parts.interactions.refused(request, response, 'login_required'));
    return;
  }
  const session = await newSession(parts, identity, school).catch((error: unknown) => {
    if (error instanceof SluisError && isAboutAccount(error)) {
      parts.memory.rememberToAskAnew(response, 'sign_in_failed');
    }
    throw error;
  });
  parts.memory.forgetToAskAnew(response);
  await parts.ledger.audit({
    type: 'login.succeeded',
    idp: session.idp,
    school: school.id,
    service: waiting.service,
  });
  seeOther(response, await parts.interactions.signedIn(request, response, session));
}

async function newSession(
  parts: LoginParts,
  identity: Arrival['identity'],
  school: School,
): Promise<NewSession> {
  const register = parts.register.current();
  const objectionBoards = register.objectionBoardsOf(school.id);
  const found = await parts.people.identify(identity.identifiers, { ...school, objectionBoards });
  const { root, handle, objectionHashes, happened } = found;
  if (happened !== undefined) {
    await parts.ledger.audit({ type: `identifier.${happened}`, idp: identity.idpId, school: school.id });
  }
  return {
    root,
    objectionHashes,
    ...(found.provisional ? { provisional: true } : undefined),
    account: parts.people.accountOf(root, school.id, identity.kind),
    person: handle,
    school: school.id,
    kind: identity.kind,
    idp: identity.idpId,
    attributes: usableAt(
      attributesOf(identity, found, parts.catalogue),
      register.usableAttributes([school.id]),
    ),
    ...(identity.authenticatedAt === undefined ? undefined : { authenticatedAt: identity.authenticatedAt }),
    ...(identity.sessionEndsAt === undefined ? undefined : { sessionEndsAt: identity.sessionEndsAt }),
  };
}

/** What is known of the person: an ECK iD that was left aside is not. */
function attributesOf(
  { attributes }: Arrival['identity'],
  { withoutPortable }: IdentifiedPerson,
  catalogue: AttributeCatalogue,
): AttributeValues {
  if (!withoutPortable) return attributes;
  return new Map([...attributes].filter(([name]) => catalogue.attributes.get(name)?.portable === false));
}

/** What agreements of this school can use: the IdP may have named other schools beside it. */
function usableAt(attributes: AttributeValues, usable: ReadonlySet<AttributeName>): AttributeValues {
  return new Map([...attributes].filter(([name]) => usable.has(name)));
}

function lost(): SluisError {
  return new SluisError('login.browser_mismatch', 'the answer does not belong to this browser and login', {
    whoseTurn: 'person',
  });
}
