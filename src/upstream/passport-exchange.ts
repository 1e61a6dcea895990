import type { Handler } from 'express';
import passport, { type Authenticator } from 'passport';
import { SluisError } from '../domain/errors.ts';
import type {
  HttpExchange,
  LoginAnswer,
  LoginStart,
  PendingRequest,
  SchoolIdp,
  StartLogin,
  VerifiedAssertion,
} from './school-idp.ts';
import { SchoolStrategy, type SchoolStep } from './school-strategy.ts';

/** Passport's types leave open what it returns; for Express it is a handler. */
const carrier: Pick<Authenticator<Handler, Handler>, 'authenticate'> = passport;

/**
 * Starts a visit to a school's IdP through Passport. The caller remembers `pending` and only then sends the
 * browser on its way; nothing was written to the response.
 */
export function startAtSchool(
  exchange: HttpExchange,
  idp: SchoolIdp,
  input: StartLogin,
): Promise<LoginStart> {
  return throughPassport(exchange, idp, (started) => ({ kind: 'start', input, started }));
}

/** Verifies what the school's IdP answered, through Passport. Nothing was written to the response, nothing consumed. */
export function readSchoolAnswer(
  exchange: HttpExchange,
  idp: SchoolIdp,
  answer: LoginAnswer,
  pending: PendingRequest,
): Promise<VerifiedAssertion> {
  return throughPassport(exchange, idp, (verified) => ({ kind: 'answer', answer, pending, verified }));
}

function throughPassport<Outcome>(
  { request, response }: HttpExchange,
  idp: SchoolIdp,
  stepWith: (settle: (outcome: Outcome) => void) => SchoolStep,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let outcome: { readonly value: Outcome } | undefined;
    const strategy = new SchoolStrategy(
      idp,
      stepWith((value) => {
        outcome = { value };
      }),
    );
    const settle = (error?: unknown) => {
      if (outcome !== undefined && (error === undefined || error === null)) resolve(outcome.value);
      else {
        reject(
          error instanceof Error ? error : new SluisError('internal', 'Passport ended without an outcome'),
        );
      }
    };
    // No session and no req.user: who signed in lives in the login transaction.
    void carrier.authenticate(strategy, { session: false }, settle)(request, response, settle);
  });
}
