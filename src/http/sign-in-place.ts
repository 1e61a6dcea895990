import type { IncomingMessage } from 'node:http';
import type { IdpId, SchoolId, ServiceId } from '../domain/ids.ts';

/** Where in the federation a sign-in is: names of the register. */
export interface SignInPlace {
  readonly idp?: IdpId;
  readonly school?: SchoolId;
  readonly service?: ServiceId;
}

const places = new WeakMap<IncomingMessage, SignInPlace>();

/**
 * Notes what becomes known on the way, so that log, audit trail and page have it when the request fails later on. A school is
 * noted once a login, which its browser proves to have begun, turns to it or comes back from it: an address alone names any, and the
 * page shows its help.
 */
export function noteSignInPlace(request: IncomingMessage, place: SignInPlace): void {
  places.set(request, { ...places.get(request), ...place });
}

export function signInPlaceOf(request: IncomingMessage): SignInPlace {
  return places.get(request) ?? {};
}
