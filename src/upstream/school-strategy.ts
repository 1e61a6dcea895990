import type { Request } from 'express';
import { Strategy, type StrategyCreated } from 'passport';
import type {
  LoginAnswer,
  LoginStart,
  PendingRequest,
  SchoolIdp,
  StartLogin,
  VerifiedAssertion,
} from './school-idp.ts';

/** One step of a visit to a school's IdP, and where its result goes. */
export type SchoolStep =
  | { readonly kind: 'start'; readonly input: StartLogin; readonly started: (start: LoginStart) => void }
  | {
      readonly kind: 'answer';
      readonly answer: LoginAnswer;
      readonly pending: PendingRequest;
      readonly verified: (assertion: VerifiedAssertion) => void;
    };

/**
 * Carries a school's IdP, SAML or OpenID Connect, through Passport. Made anew for every request: Passport puts the
 * outcome functions of one request on the strategy object itself.
 *
 * A start neither succeeds nor fails: it passes, because the broker must remember the pending request durably
 * before the browser leaves for the school. An answer succeeds with the verified assertion, or is an error;
 * `fail` is never used, as that would let Passport answer the browser by itself.
 */
export class SchoolStrategy extends Strategy {
  override name = 'school';
  readonly #idp: SchoolIdp;
  readonly #step: SchoolStep;

  constructor(idp: SchoolIdp, step: SchoolStep) {
    super();
    this.#idp = idp;
    this.#step = step;
  }

  override authenticate(this: StrategyCreated<this>, _request: Request): void {
    this.run().then(
      (assertion) => {
        if (assertion === undefined) this.pass();
        else this.success(assertion);
      },
      (error: unknown) => {
        this.error(error);
      },
    );
  }

  async run(): Promise<VerifiedAssertion | undefined> {
    const step = this.#step;
    switch (step.kind) {
      case 'start':
        step.started(await this.#idp.startLogin(step.input));
        return undefined;
      case 'answer': {
        const assertion = await this.#idp.readAnswer(step.answer, step.pending);
        step.verified(assertion);
        return assertion;
      }
    }
  }
}
