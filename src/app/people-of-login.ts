import { dayMillis, type Clock } from '../domain/clock.ts';
import { countedDays, type PeopleOfLogin } from '../register/changes/strangers.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';

/** What the stores know of the people of a login. */
export function createPeopleOfLogin({
  people,
  ledger,
  clock,
}: {
  readonly people: Pick<PersonStore, 'isUsedNamespace'>;
  readonly ledger: Pick<LedgerStore, 'countPeople'>;
  readonly clock: Clock;
}): PeopleOfLogin {
  return async ({ identifier, schools }) =>
    (await people.isUsedNamespace(identifier.namespace))
      ? ledger.countPeople({ schools, since: clock.now() - countedDays * dayMillis })
      : undefined;
}
