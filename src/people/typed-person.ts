import { type IdentityProvider, idpRecord } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { PersonIdentifier } from '../domain/person.ts';
import type { TypedIdentifier } from '../register/model/typed-identifier.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import { readTypedIdentifier, type NoIdentifier } from '../upstream/typed-identifier.ts';

/** Reads what somebody typed about a person of a school, by the logins that the school has now. */
export type ReadTypedPerson = (
  typed: TypedIdentifier,
  school: School,
) => Promise<PersonIdentifier | NoIdentifier>;

export function createReadTypedPerson(parts: {
  readonly register: Pick<RegisterStore, 'referringTo'>;
  readonly catalogue: AttributeCatalogue;
}): ReadTypedPerson {
  const { register, catalogue } = parts;
  return async (typed, school) =>
    readTypedIdentifier(typed, { school, catalogue, idps: await idpsOf(register, school) });
}

/** Logins that were switched off too: people are known by what those said. */
export async function idpsOf(
  register: Pick<RegisterStore, 'referringTo'>,
  school: School,
): Promise<readonly IdentityProvider[]> {
  const stored = await register.referringTo('idp', [`school ${school.id}`]);
  return stored.flatMap(({ body }) => idpRecord.safeParse(body).data ?? []);
}
