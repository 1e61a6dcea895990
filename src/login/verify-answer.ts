import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { BroughtAnswer } from '../domain/brought-answer.ts';
import type { ErrorCode } from '../domain/error-codes.ts';
import { SluisError } from '../domain/errors.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import type { RefusalReason } from '../domain/release.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { closedGate } from '../release/closed-gate.ts';
import type { NumberedAnswer } from '../session/arrival-tickets.ts';
import type { Arrival, PendingVisit } from '../session/session-records.ts';
import type { LoginAnswer, VerifiedAssertion } from '../upstream/school-idp.ts';
import type { LoginParts } from './parts.ts';

/** What came of the answer to a visit. */
export type AnswerOutcome = { readonly kind: 'signed_in'; readonly arrival: Arrival } | NobodySignedIn;

export type NobodySignedIn =
  /** The IdP stopped counting, or the operator may no longer process for the board, while somebody was there: the answer is not even read. */
  | { readonly kind: 'closed_gate'; readonly reason: RefusalReason }
  /** The IdP answered with an error, and had been asked to find out anew who it is: it may not be able to. */
  | { readonly kind: 'not_asked_anew'; readonly error: SluisError }
  /** The IdP could not prove that the person signed in as freshly as the service asked. */
  | { readonly kind: 'unproven'; readonly error: SluisError }
  /** The person turned back at the school. */
  | { readonly kind: 'cancelled'; readonly error: SluisError }
  | { readonly kind: 'failed'; readonly error: SluisError };

/** A visit, and the answer to it that is at hand. */
interface FoundVisit extends PendingVisit {
  readonly answer: BroughtAnswer;
}

export interface AnsweredVisit extends FoundVisit {
  readonly answer: BroughtAnswer & NumberedAnswer;
}

/** The visit that waits for this answer, or that this very answer used a moment ago. */
export async function visitOfAnswer(
  parts: LoginParts,
  idp: Versioned<IdentityProvider>,
  answer: LoginAnswer,
): Promise<FoundVisit | undefined> {
  const brought = await parts.schoolSide.brought(idp, answer);
  if (brought === undefined) return undefined;
  const visit = await parts.transactions.findVisit(brought);
  // an answer of another IdP than the one that was visited is a mix-up, whoever signed it
  return visit?.pending.idpId === idp.record.id ? { ...visit, answer: brought } : undefined;
}

/**
 * Over its limit an address is refused only with what belongs to no visit: an answer to a visit that was begun here
 * is judged, whatever else comes from that address.
 */
export async function countAnswer(
  parts: LoginParts,
  exchange: HttpExchange,
  visit: FoundVisit | undefined,
): Promise<AnsweredVisit> {
  if (visit === undefined) {
    await parts.limits.unaskedAnswer(exchange);
    throw new SluisError('login.transaction_unknown', 'no visit waits for this answer');
  }
  const number = await parts.transactions.countAnswer(visit.answer.handle);
  if (number === undefined) {
    await parts.limits.unaskedAnswer(exchange);
    throw new SluisError('login.too_many_answers', 'the visit was answered too often');
  }
  return { ...visit, answer: { ...visit.answer, number } };
}

/** Checks the answer completely, and uses it up with its visit. Answers nobody, and writes nothing down. */
export async function verifyAnswer(
  parts: LoginParts,
  exchange: HttpExchange,
  idp: Versioned<IdentityProvider>,
  answer: LoginAnswer,
  visit: AnsweredVisit,
): Promise<AnswerOutcome> {
  const { transaction, school, pending, answer: brought } = visit;
  const register = parts.register.current();
  const visited = register.school(school);
  const board = visited && register.board(visited.board);
  const closed = closedGate({ board, idp: idp.record }, parts.today());
  if (closed !== undefined) return { kind: 'closed_gate', reason: closed.reason };
  try {
    const assertion = await parts.schoolSide.verify(exchange, idp, answer, pending);
    const isAccepted = await parts.transactions.useOnce({
      ...brought,
      idp: idp.record.id,
      assertionId: assertion.assertionId,
      replayableUntil: assertion.replayableUntil,
    });
    if (!isAccepted) {
      throw new SluisError('login.replayed', 'the answer was used before');
    }
    const identity = await identify(parts, idp.record, { assertion, visit });
    return { kind: 'signed_in', arrival: { transaction, identity } };
  } catch (error) {
    if (error instanceof SluisError) return { kind: kindOf(error, pending), error };
    throw error;
  }
}

interface AssertedAtVisit {
  readonly assertion: VerifiedAssertion;
  readonly visit: PendingVisit;
}

/**
 * Who the assertion is about. What goes wrong here is what the school's IdP did sign about somebody: all before may be
 * made up by whoever began the visit, and says nothing of the school.
 */
async function identify(
  { schoolSide, observedSignIns, invitedAddresses }: LoginParts,
  idp: IdentityProvider,
  { assertion, visit: { school, codeChallenge } }: AssertedAtVisit,
): Promise<SchoolIdentity> {
  const isInvited = codeChallenge === undefined ? undefined : await invitedAddresses.expected(codeChallenge);
  try {
    return await schoolSide.identify(assertion, idp, isInvited);
  } catch (error) {
    // without a name that lasts nobody knows how many people these are
    if (error instanceof SluisError && assertion.subject !== undefined) {
      observedSignIns.failed(school, error.code, `${idp.id} ${assertion.subject}`);
    }
    throw error;
  }
}

const unprovenCodes: ReadonlySet<ErrorCode> = new Set([
  'saml.authentication_too_old',
  'saml.authentication_missing',
  'oidc.reauthentication_unproven',
]);

/** What the IdP itself said instead of signing somebody in, such as SAML's NoAuthnContext or `login_required`. */
const answeredWithError: ReadonlySet<ErrorCode> = new Set(['saml.status', 'oidc.refused_by_idp']);

function kindOf(
  { code }: SluisError,
  { signInAnew }: PendingVisit['pending'],
): Exclude<NobodySignedIn['kind'], 'closed_gate'> {
  if (signInAnew === 'ask' && answeredWithError.has(code)) return 'not_asked_anew';
  if (unprovenCodes.has(code)) return 'unproven';
  return code === 'login.cancelled' ? 'cancelled' : 'failed';
}
