import { idpRecord } from '../../register/model/school-records.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { Caller } from '../caller.ts';
import { findSchools } from '../look-at-changes.ts';
import { forOperator, type NotAllowed } from './not-allowed.ts';
import { areSchoolsOf, schoolsNamedBy, surroundingsOf, type WishedChange } from './surroundings.ts';

/**
 * People are named by (namespace, value), so whoever speaks in a namespace speaks for everybody who was ever named in
 * it: with the namespace of an IdP that is gone, a board could sign in as the pupils of another.
 */
export async function namespaceRights(
  registry: Pick<Registry, 'findAll' | 'idpsEverNaming'>,
  { party }: Pick<Caller, 'party'>,
  { kind, before, after }: WishedChange,
): Promise<NotAllowed | undefined> {
  const namespace = namespaceOf(after);
  if (party.kind !== 'board' || kind !== 'idp' || namespace === undefined) return undefined;
  if (namespace === namespaceOf(before)) return undefined;
  const former = await registry.idpsEverNaming(namespace);
  const schools = former.map(({ body }) => schoolsNamedBy('idp', body));
  const around = surroundingsOf(await findSchools(registry, schools.flat()), []);
  if (schools.every((each) => areSchoolsOf(party.id, each, around))) return undefined;
  return forOperator('people of another board are named in this namespace, or were', [
    'identifier',
    'namespace',
  ]);
}

function namespaceOf(body: unknown): string | undefined {
  return idpRecord.safeParse(body).data?.identifier.namespace;
}
