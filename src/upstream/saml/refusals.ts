import { samlCodes } from '../../domain/error-codes/saml-codes.ts';
import { SluisError } from '../../domain/errors.ts';

export type SamlRefusal = keyof typeof samlCodes;

/** Makes the error of one refusal. Thrown by the caller, so that the compiler sees that the way ends there. */
export function refusal(code: SamlRefusal): SluisError {
  return new SluisError(code, samlCodes[code].meaning);
}

/** The person stopped at the school: no attack and no fault. */
export function cancelled(): SluisError {
  return new SluisError('login.cancelled', 'the IdP reported that the person did not sign in');
}

export function denied(): SluisError {
  return new SluisError('login.denied_by_school', 'the IdP reported that the person may not go on');
}
