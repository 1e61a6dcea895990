import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { BoardId, PersonHandle } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { unguessable } from '../../domain/randomness.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { personHandleValue } from '../../register/model/values.ts';
import { mayAt } from '../../rights/role-tasks.ts';
import { schoolsWhere } from '../schools/schools-where.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { isAboutStaff } from './person-releases.ts';

/** Seconds for which a person that was found may be looked at: then somebody asks anew, with a reason. */
const keptSeconds = 15 * 60;
/** Newest entries of one person that are looked at. */
const most = 500;

const keptLookUp = z.object({
  account: z.string(),
  school: z.string(),
  handles: z.array(personHandleValue),
  reason: z.string(),
  hasRequest: z.boolean(),
});

/** What was found, for the account that asked and for no other. Nothing of the identifier is in it. */
interface LookUp {
  readonly school: School;
  readonly handles: readonly PersonHandle[];
  /** As it is in the audit trail. */
  readonly reason: string;
  /** A request number was given, without which nobody sees staff. */
  readonly hasRequest: boolean;
}

export interface FoundPerson extends LookUp {
  readonly id: string;
  /** By which the person is named in what is done. */
  readonly handle: PersonHandle;
  readonly board: BoardId;
  readonly entries: readonly LedgerEntry[];
  readonly isStaff: boolean;
}

/** Gives the name of it in addresses, which says nothing. */
export async function keepLookUp(portal: Portal, { account }: Visitor, lookUp: LookUp): Promise<string> {
  const id = unguessable(portal.randomness);
  const kept = { ...lookUp, account: account.id, school: lookUp.school.id };
  await portal.store.put(keyOf(id), Buffer.from(JSON.stringify(kept)), keptSeconds);
  return id;
}

/** Throws for what another account found, what is over, and whom this visitor may not see any more. */
export async function foundPerson(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
): Promise<FoundPerson> {
  const id = String(request.params['lookUp']);
  const bytes = /^[\w-]{43}$/.test(id) ? await portal.store.get(keyOf(id)) : undefined;
  const kept = bytes && keptLookUp.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  const school = schoolsWhere(portal, visitor, 'ledger.person').find((each) => each.id === kept?.school);
  if (kept === undefined || school === undefined || kept.account !== visitor.account.id) throw notThere();
  const { handles, reason, hasRequest } = kept;
  const seen = await personSeen(portal, visitor, { school, handles, reason, hasRequest });
  if (typeof seen === 'string') throw notThere();
  return { ...seen, id };
}

/**
 * As far as this visitor may see somebody: `unknown` is also whoever works at a school, for those who may see pupils alone, and who
 * has nothing in the ledger by which to tell. `needs_request`: staff, whom this visitor may see with a request number.
 */
export async function personSeen(
  portal: Portal,
  visitor: Visitor,
  lookUp: LookUp,
): Promise<Omit<FoundPerson, 'id'> | 'unknown' | 'needs_request'> {
  const { school, handles, hasRequest } = lookUp;
  const [handle] = handles;
  const { board } = school;
  // what was found a moment ago may have been erased since
  if (handle === undefined || (await portal.people.countEntries(handle, board)) === undefined) {
    return 'unknown';
  }
  const lists = await Promise.all(handles.map((person) => portal.trail.list({ person, board, limit: most })));
  const entries = lists.flat();
  if (entries.length === 0) return 'unknown';
  const isStaff = isAboutStaff(entries);
  if (isStaff && !mayAt(visitor.person, 'ledger.staff', school.id)) return 'unknown';
  if (isStaff && !hasRequest) return 'needs_request';
  const task = isStaff ? 'ledger.staff' : 'ledger.person';
  const own = entries.filter((entry) => mayAt(visitor.person, task, entry.school));
  return { ...lookUp, handle, board, entries: own, isStaff };
}

function notThere(): SluisError {
  return new SluisError('http.not_found', 'no person whom this visitor found');
}

function keyOf(id: string): string {
  return `portal-person:${id}`;
}
