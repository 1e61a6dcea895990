import type { Finding } from '../../domain/fault.ts';
import type { Rights } from '../../register/changes/registry.ts';
import type { Step } from '../../register/changes/step.ts';
import type { BeforeAndAfter } from '../../register/model/register-reader.ts';
import type { Caller } from '../caller.ts';
import { kindRoute } from '../kind-routes.ts';
import { boardMayChange } from './board-rights.ts';
import { sightOf } from './may-see.ts';
import { namespaceRights } from './namespace-rights.ts';
import { forOperator } from './not-allowed.ts';
import { supplierMayChange } from './supplier-rights.ts';

/** Of kinds that no program changes, the operator's included. */
export const notInApi = forOperator('programs are admitted by federation files alone');

/** What a program sees and may change, whatever its scopes. In doubt it may not: what no rule allows is for the operator. */
export function rightsOf(caller: Pick<Caller, 'party'>): Rights {
  return {
    sees: (step, register) => seesStep(caller, step, register),
    refusal: (step, register) => mayChange(caller, step, register) ?? namespaceRights(caller, step, register),
  };
}

/** What counts is the record as it is; of one that is not there yet, as it would be. */
function seesStep(
  caller: Pick<Caller, 'party'>,
  { kind, id, before, after }: Step,
  register: BeforeAndAfter,
): boolean {
  const body = before ?? after;
  return body === undefined || sightOf(caller, { kind, id, body }, register) !== 'nothing';
}

/** Why a change is not for this program; `undefined`: it is. */
export function mayChange(
  { party }: Pick<Caller, 'party'>,
  change: Step,
  register: BeforeAndAfter,
): Finding | undefined {
  if (kindRoute(change.kind).writeScope === undefined) return notInApi;
  switch (party.kind) {
    case 'operator':
      return undefined;
    case 'board':
      return boardMayChange(party.id, change, register);
    case 'supplier':
      return supplierMayChange(party.id, change);
  }
}
