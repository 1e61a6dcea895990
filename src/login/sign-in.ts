import type { School } from '../register/model/kinds/school.ts';
import type { AttributeCatalogue, AttributeValues } from '../domain/attributes.ts';
import type { ComparedAddress } from '../domain/compared-address.ts';
import { SluisError } from '../domain/errors.ts';
import type { AttributeName } from '../domain/ids.ts';
import type { IdentifiedPerson } from '../domain/person.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { noteSignInPlace } from '../http/sign-in-place.ts';
import { seeOther } from '../http/see-other.ts';
import { closedGate } from '../release/closed-gate.ts';
import type { Arrival, NewSession } from '../session/session-records.ts';
import { isAboutAccount } from './about-account.ts';
import type { LoginParts } from './parts.ts';
import { refuseAtClosedGate } from './refuse-at-closed-gate.ts';

/** Who came back is signed in at this school, unless a gate closed meanwhile or the sign-in is not fresh enough. */
export async function signIn(
  parts: LoginParts,
  { request, response }: HttpExchange,
  waiting: WaitingRequest,
  { identity }: Arrival,
  school: School,
): Promise<void> {
  noteSignInPlace(request, { idp: identity.idpId, school: school.id });
  const register = parts.register.current();
  const idp = register.idp(identity.idpId)?.record;
  const service = register.service(waiting.service)?.record;
  // Before anything is remembered of this person: the word of an IdP that does not count binds nobody to a board.
  const board = register.board(school.board);
  const closed = closedGate({ school, board, idp, service }, parts.today());
  if (closed !== undefined) {
    seeOther(response, await refuseAtClosedGate(parts, waiting, closed, school.id));
    return;
  }
  if (service?.client.signInTime === true && identity.authenticatedAt === undefined) {
    seeOther(response, await parts.interactions.refused(request, response, 'unproven'));
    return;
  }
  const session = await newSession(parts, identity, school).catch((error: unknown) => {
    if (error instanceof SluisError && isAboutAccount(error)) {
      parts.memory.rememberToAskAnew(response, 'sign_in_failed');
    }
    throw error;
  });
  parts.memory.forgetToAskAnew(response);
  parts.observedSignIns.succeeded(school.id, session.root);
  await parts.ledger.audit({
    type: 'login.succeeded',
    idp: session.idp,
    school: school.id,
    service: waiting.service,
  });
  await tellPortal(parts, waiting, { comparedAddress: identity.comparedAddress, account: session.account });
  seeOther(response, await parts.interactions.signedIn(request, response, session));
}

/** How the address that the school asserted compares with that of an invitation, where one is accepted. */
async function tellPortal(
  { invitedAddresses, portal }: LoginParts,
  { service, codeChallenge }: WaitingRequest,
  {
    comparedAddress: compared,
    account,
  }: Pick<NewSession, 'account'> & { readonly comparedAddress: ComparedAddress | undefined },
): Promise<void> {
  if (service !== portal || codeChallenge === undefined || compared === undefined) return;
  await invitedAddresses.compared(codeChallenge, { account, compared });
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
    account: parts.people.accountOf(root, school.id, identity.affiliation),
    person: handle,
    school: school.id,
    affiliation: identity.affiliation,
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
