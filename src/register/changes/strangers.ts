import { faultOf, type Fault } from '../../domain/fault.ts';
import type { IdpId } from '../../domain/ids.ts';
import { idpRecord, type IdentityProvider } from '../model/kinds/idp.ts';
import type { Step } from './step.ts';

/** How far back people are counted whom a change would make strangers: a school year, and the summer after it. */
export const countedDays = 400;

/**
 * Of how many people something left at the schools of a login within `countedDays`; `undefined`: its identifier never
 * identified anybody.
 */
export type PeopleOfLogin = (
  idp: Pick<IdentityProvider, 'identifier' | 'schools'>,
) => Promise<number | undefined>;

/**
 * The identifier of a login that has signed somebody in stays: with another one everybody gets another pseudonym and loses
 * what they made at every service. `allowed`: logins of which the operator said that this may be.
 */
export async function strangerFaults(
  steps: readonly Step[],
  peopleOfLogin: PeopleOfLogin,
  allowed: readonly IdpId[] = [],
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const { kind, id, before, after } of steps) {
    if (kind !== 'idp') continue;
    const [old, next] = [before, after].map((body) => idpRecord.safeParse(body).data);
    if (old === undefined || next === undefined || isSame(old, next) || allowed.includes(next.id)) continue;
    const people = await peopleOfLogin(old);
    if (people === undefined) continue;
    faults.push(
      faultOf(
        { kind, id },
        {
          path: ['identifier'],
          problem: `identifier is in use: with another one up to ${String(people)} people, as many as used a service within ${String(countedDays)} days, would be strangers to all of them`,
          remedy: `leave it as it is; the operator alone may change it, with sluis apply --make-strangers ${id}`,
        },
      ),
    );
  }
  return faults;
}

function isSame(old: IdentityProvider, next: IdentityProvider): boolean {
  return JSON.stringify(parts(old)) === JSON.stringify(parts(next));
}

/** The order of the attributes is part of the value that they make. */
function parts({ identifier: { namespace, attributes } }: IdentityProvider): unknown {
  return [namespace, attributes];
}
