import { samlCodes } from '../../domain/error-codes/saml-codes.ts';
import { SluisError } from '../../domain/errors.ts';

export type SamlRefusal = keyof typeof samlCodes;

/** Makes the error of one refusal. Thrown by the caller, so that the compiler sees that the way ends there. */
export function refusal(code: SamlRefusal): SluisError {
  return new SluisError(code, samlCodes[code].meaning);
}

/** The person stopped at the school, or may not use this: no attack and no fault. */
export function cancelled(): SluisError {
  return new SluisError('login.cancelled', 'the IdP reported that the person did not sign in');
}
