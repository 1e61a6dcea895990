import type { Handler, Request } from 'express';
import passport, { Strategy, type Authenticator, type StrategyCreated } from 'passport';
import { SluisError } from '../domain/errors.ts';
import type { HttpExchange } from '../http/exchange.ts';
import type { LoginAnswer, PendingRequest, SchoolIdp, VerifiedAssertion } from './school-idp.ts';

/** Passport's types leave open what it returns; for Express it is a handler. */
const carrier: Pick<Authenticator<Handler, Handler>, 'authenticate'> = passport;

/**
 * Carries the answer of a school's IdP, SAML or OpenID Connect, through Passport. Made anew for every request: Passport
 * puts the outcome functions of one request on the strategy object itself.
 *
 * An answer succeeds with the verified assertion, or is an error; `fail` is never used, as that would let Passport
 * answer the browser by itself.
 */
class SchoolStrategy extends Strategy {
  override name = 'school';
  readonly #verify: () => Promise<VerifiedAssertion>;
  verified: VerifiedAssertion | undefined;

  constructor(verify: () => Promise<VerifiedAssertion>) {
    super();
    this.#verify = verify;
  }

  override authenticate(this: StrategyCreated<this>, _request: Request): void {
    this.run().then(
      (assertion) => {
        this.success(assertion);
      },
      (error: unknown) => {
        this.error(error);
      },
    );
  }

  async run(): Promise<VerifiedAssertion> {
    return (this.verified = await this.#verify());
  }
}

/** Verifies what the school's IdP answered, through Passport. Nothing was written to the response, nothing consumed. */
export function verifyThroughPassport(
  { request, response }: HttpExchange,
  idp: SchoolIdp,
  answer: LoginAnswer,
  pending: PendingRequest,
): Promise<VerifiedAssertion> {
  return new Promise((resolve, reject) => {
    const strategy = new SchoolStrategy(() => idp.readAnswer(answer, pending));
    const settle = (error?: unknown) => {
      if (strategy.verified !== undefined && (error === undefined || error === null)) {
        resolve(strategy.verified);
      } else {
        reject(
          error instanceof Error ? error : new SluisError('internal', 'Passport ended without an outcome'),
        );
      }
    };
    // No session and no req.user: who signed in lives in the login transaction.
    void carrier.authenticate(strategy, { session: false }, settle)(request, response, settle);
  });
}
