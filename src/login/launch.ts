import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { Versioned } from '../register/model/versioned.ts';
import { closedGate } from '../release/closed-gate.ts';
import type { LoginAnswer } from '../upstream/school-idp.ts';
import { serviceInForce } from './in-force.ts';
import type { LoginParts } from './parts.ts';

/**
 * Where a tile in a school's launcher leads: to the registered start of the service that it names, which begins a login of its
 * own, and to the front page otherwise. `undefined`: this IdP has no such tiles, or does not count today. Who the answer
 * says that somebody is was not read, and nobody is signed in by it.
 */
export async function launchUrl(
  parts: LoginParts,
  idp: Versioned<IdentityProvider>,
  answer: LoginAnswer,
): Promise<string | undefined> {
  const launch = await parts.schoolSide.launch(idp, answer);
  if (launch === undefined || closedGate({ idp: idp.record }, parts.today()) !== undefined) return undefined;
  return serviceInForce(parts.register.current(), launch.service, parts.today())?.startUrl ?? '/';
}
