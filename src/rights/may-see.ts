import type { RecordKind } from '../domain/record-kinds.ts';
import { serviceRecord } from '../register/model/kinds/service.ts';
import { z } from 'zod';
import { shownBody } from '../register/model/differences.ts';
import type { Party, ActsFor } from './party.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { areSchoolsOf, schoolsNamedBy } from './schools-named.ts';

/** How much of a record an API client sees; `public`: what everybody in the federation may know of it. */
export type Sight = 'all' | 'public' | 'nothing';

const parties = z.looseObject({ board: z.string().optional(), supplier: z.string().optional() });

/** Whether an API client sees a record, whatever its scopes. What it may not see does not exist for it. */
export function sightOf(
  { party }: ActsFor,
  { kind, id, body }: { readonly kind: RecordKind; readonly id: string; readonly body: unknown },
  register: BeforeAndAfter,
): Sight {
  if (party.kind === 'operator') return 'all';
  const named = parties.safeParse(body).data ?? {};
  return party.kind === 'board'
    ? boardSees(party, { kind, id, body }, named.board, register)
    : supplierSees(party, { kind, id }, named.supplier);
}

function boardSees(
  { id: board }: Extract<Party, { kind: 'board' }>,
  { kind, id, body }: { readonly kind: RecordKind; readonly id: string; readonly body: unknown },
  named: string | undefined,
  register: BeforeAndAfter,
): Sight {
  switch (kind) {
    case 'board':
      return id === board ? 'all' : 'nothing';
    case 'school':
    case 'agreement':
      return named === board ? 'all' : 'nothing';
    case 'idp':
    case 'policy':
    case 'access':
    case 'objection':
      return areSchoolsOf(board, schoolsNamedBy(kind, body), register) ? 'all' : 'nothing';
    case 'supplier':
    case 'service':
      return 'public';
    case 'sector':
    case 'api-client':
      return 'nothing';
  }
}

function supplierSees(
  { id: supplier }: Extract<Party, { kind: 'supplier' }>,
  { kind, id }: { readonly kind: RecordKind; readonly id: string },
  named: string | undefined,
): Sight {
  switch (kind) {
    case 'supplier':
      return id === supplier ? 'all' : 'nothing';
    case 'sector':
    case 'service':
    case 'agreement':
      return named === supplier ? 'all' : 'nothing';
    case 'board':
    case 'school':
    case 'idp':
    case 'policy':
    case 'access':
    case 'objection':
    case 'api-client':
      return 'nothing';
  }
}

/**
 * A service as boards see it: how it proves itself and where it may send browsers is between it and the operator. That it is
 * told when people sign in links them, like a claim that is marked so, and a board has to know.
 */
export const publicService = z
  .strictObject(serviceRecord.shape)
  .omit({ sector: true })
  .extend({ client: z.strictObject({ signInTime: z.boolean() }) });

const clientOfService = z.looseObject({ client: z.looseObject({ signInTime: z.unknown() }) });

/** The part of a record that is meant by a sight other than `nothing`. */
export function seenPart(sight: Exclude<Sight, 'nothing'>, kind: RecordKind, body: unknown): unknown {
  const shown = shownBody(kind, body);
  if (sight === 'all' || kind !== 'service' || typeof shown !== 'object' || shown === null) return shown;
  const members = Object.entries(shown).filter(([member]) => member !== 'client' && member !== 'sector');
  const signInTime = clientOfService.safeParse(shown).data?.client.signInTime === true;
  return { ...Object.fromEntries(members), client: { signInTime } };
}
