import type { Finding } from '../domain/fault.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import type { ActsFor } from './party.ts';
import { forOperator } from './not-allowed.ts';
import { areSchoolsOf, schoolsNamedBy } from './schools-named.ts';

/**
 * People are named by (namespace, value), so whoever speaks in a namespace speaks for everybody who was ever named in
 * it: with the namespace of an IdP that is gone, a board could sign in as the pupils of another.
 */
export function namespaceRights(
  { party }: ActsFor,
  { kind, id }: Step,
  register: BeforeAndAfter,
): Finding | undefined {
  if (party.kind !== 'board' || kind !== 'idp') return undefined;
  const namespace = register.after.get(kind, id)?.identifier.namespace;
  if (namespace === undefined || namespace === register.before.get(kind, id)?.identifier.namespace) {
    return undefined;
  }
  const former = register.before.everReferringTo('idp', `namespace ${namespace}`);
  if (former.every((body) => areSchoolsOf(party.id, schoolsNamedBy('idp', body), register))) return undefined;
  return forOperator('this namespace names people of another board, or did so before', [
    'identifier',
    'namespace',
  ]);
}
