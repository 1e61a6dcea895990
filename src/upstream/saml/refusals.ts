import { addressForLog } from '../../domain/address-for-log.ts';
import { samlCodes } from '../../domain/error-codes/saml-codes.ts';
import { SluisError, type ErrorDetails } from '../../domain/errors.ts';

export type SamlRefusal = keyof typeof samlCodes;

/** Makes the error of one refusal. Thrown by the caller, so that the compiler sees that the way ends there. */
export function refusal(code: SamlRefusal, details: ErrorDetails = {}): SluisError {
  return new SluisError(code, samlCodes[code].meaning, { details });
}

/** The same, where an address is another one than it was to be. */
export function wrongAddress(code: SamlRefusal, expected: string, received: string | undefined): SluisError {
  return refusal(code, {
    registeredAddress: addressForLog(expected),
    ...(received === undefined ? undefined : { receivedAddress: addressForLog(received) }),
  });
}

/** The same, where a time lies where it may not; both in milliseconds since the epoch. */
export function wrongTime(code: SamlRefusal, received: number, now: number): SluisError {
  return refusal(code, { secondsFromNow: Math.round((received - now) / 1000) });
}

/** The person stopped at the school: no attack and no fault. */
export function cancelled(details: ErrorDetails): SluisError {
  return new SluisError('login.cancelled', 'the IdP reported that the person did not sign in', { details });
}

export function denied(details: ErrorDetails): SluisError {
  return new SluisError('login.denied_by_school', 'the IdP reported that the person may not go on', {
    details,
  });
}
