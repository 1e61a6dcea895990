import type { Finding } from '../domain/fault.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { kinds } from '../register/model/kinds.ts';
import type { ActsFor } from './party.ts';
import { boardMayChange } from './board-rights.ts';
import { sightOf } from './may-see.ts';
import { namespaceRights } from './namespace-rights.ts';
import { forOperator } from './not-allowed.ts';
import { supplierMayChange } from './supplier-rights.ts';

/** Of kinds that no API client changes, the operator's included. */
export const notInApi = forOperator('API clients are admitted by federation files alone');

/** What an API client sees and may change, whatever its scopes. In doubt it may not: what no rule allows is for the operator. */
export function rightsOf(client: ActsFor): Rights {
  return {
    sees: (step, register) => seesStep(client, step, register),
    refusal: (step, register) => mayChange(client, step, register) ?? namespaceRights(client, step, register),
  };
}

/** What counts is the record as it is; of one that is not there yet, as it would be. */
function seesStep(client: ActsFor, { kind, id, before, after }: Step, register: BeforeAndAfter): boolean {
  const body = before ?? after;
  return body === undefined || sightOf(client, { kind, id, body }, register) !== 'nothing';
}

/** Why a change is not for this API client; `undefined`: it is. */
export function mayChange({ party }: ActsFor, change: Step, register: BeforeAndAfter): Finding | undefined {
  if (kinds[change.kind].api.writeScope === undefined) return notInApi;
  switch (party.kind) {
    case 'operator':
      return undefined;
    case 'board':
      return boardMayChange(party.id, change, register);
    case 'supplier':
      return supplierMayChange(party.id, change);
  }
}
