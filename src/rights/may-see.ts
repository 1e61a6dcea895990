import type { RecordKind } from '../domain/record-kinds.ts';
import { serviceRecord } from '../register/model/kinds/service.ts';
import { z } from 'zod';
import { shownBody } from '../register/model/differences.ts';
import type { ActsFor } from './party.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { rightsTable } from './table.ts';
import { isFor } from './whose.ts';

/** How much of a record somebody sees; `public`: what everybody in the federation may know of it. */
export type Sight = 'all' | 'public' | 'nothing';

/** What somebody who acts for a party sees of a record. What they may not see does not exist for them. */
export function sightOf(
  { party }: ActsFor,
  record: { readonly kind: RecordKind; readonly id: string; readonly body: unknown },
  register: BeforeAndAfter,
): Sight {
  const { see } = rightsTable[party.kind][record.kind];
  if (see === 'public') return 'public';
  return isFor(see, party, record, register) ? 'all' : 'nothing';
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
