import { faultOf, type Fault, type Finding } from '../../domain/fault.ts';
import type { IdpId } from '../../domain/ids.ts';
import { nameOf } from '../../domain/record-kinds.ts';
import { readableIdp, type IdentityProvider } from '../model/kinds/idp.ts';
import { isSameIdentifier, isSameMeaning } from '../rules/identifier-meaning.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { askFormerLogins } from './former-logins.ts';
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

/** A login that is written and would not know the people of one that there is or was: of itself, or of another record. */
interface Stranger {
  readonly step: Step;
  readonly old: IdentityProvider;
  readonly next: IdentityProvider;
}

/**
 * The identifier of a login that has signed somebody in stays: with another one everybody gets another pseudonym and loses
 * what they made at every service. It stays where the record is removed and made anew, too. `allowed`: logins of which the
 * operator said that this may be.
 */
export async function strangerFaults(
  steps: readonly Step[],
  {
    store,
    peopleOfLogin,
  }: {
    readonly store: Pick<RegisterStore, 'everReferringTo' | 'histories'>;
    readonly peopleOfLogin: PeopleOfLogin;
  },
  allowed: readonly IdpId[] = [],
): Promise<readonly Fault[]> {
  const faults = new Map<string, Fault>();
  for (const { step, old, next } of await strangersIn(steps, store)) {
    if (allowed.includes(next.id) || faults.has(nameOf(step))) continue;
    const people = await peopleOfLogin(old);
    if (people !== undefined) faults.set(nameOf(step), faultOf(step, findingOf(old, next, people)));
  }
  return [...faults.values()];
}

async function strangersIn(
  steps: readonly Step[],
  store: Pick<RegisterStore, 'everReferringTo' | 'histories'>,
): Promise<readonly Stranger[]> {
  const written = steps.flatMap((step) => {
    const next = step.kind === 'idp' ? readableIdp(step.after) : undefined;
    const before = readableIdp(step.before);
    const isAsBefore = next === undefined || (before !== undefined && isSameMeaning(before, next));
    return isAsBefore ? [] : [{ step, before, next }];
  });
  const formerOf = await askFormerLogins(written, store);
  return written.flatMap(({ step, before, next }) =>
    formerOf(next, before)
      .filter((old) => !isSameMeaning(old, next))
      .map((old) => ({ step, old, next })),
  );
}

function findingOf(old: IdentityProvider, next: IdentityProvider, people: number): Finding {
  const whom = people === 1 ? '1 person' : `${String(people)} people`;
  const harm = `up to ${whom}, as many as used a service within ${String(countedDays)} days, would be unknown to all of them`;
  const operator = `the operator alone may change it, with sluis apply --make-strangers ${next.id}`;
  if (old.id !== next.id) return { path: ['identifier'], ...ofAnother(old, next, harm, operator) };
  const remedy = `leave it as it is; ${operator}`;
  return isSameIdentifier(old, next)
    ? {
        path: ['protocol'],
        problem: `identifier is in use, and is a name that the login itself makes up: with another login ${harm}`,
        remedy,
      }
    : { path: ['identifier'], problem: `identifier is in use: with another one ${harm}`, remedy };
}

function ofAnother(
  old: IdentityProvider,
  next: IdentityProvider,
  harm: string,
  operator: string,
): Pick<Finding, 'problem' | 'remedy'> {
  const { namespace } = old.identifier;
  return namespace === next.identifier.namespace
    ? {
        problem: `namespace ${namespace} has people whom idp ${old.id} identified otherwise: ${harm}, and one could be taken for another`,
        remedy: `identify people as idp ${old.id} did, or take another namespace; ${operator}`,
      }
    : {
        problem: `idp ${old.id} is the same login, and its identifier is in use: with another one ${harm}`,
        remedy: `identify people as idp ${old.id} did; ${operator}`,
      };
}
