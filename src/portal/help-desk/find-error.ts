import { errorId, type ErrorId, type IdpId, type SchoolId, type ServiceId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import { refusedSignInTypes } from '../../domain/refused-sign-ins.ts';
import { readShortErrorId } from '../../domain/short-error-id.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Register } from '../../register/replica/register.ts';
import type { Portal } from '../visitor.ts';

const weekMillis = 7 * 24 * 60 * 60 * 1000;
/** Events of one error id, or of one short error id at a school within the week: there is hardly ever a second one. */
const most = 5;

/** What an error id stood for: codes and names of the register. */
export interface FoundError {
  readonly errorId: ErrorId;
  readonly at: number;
  /** As the trail has it. */
  readonly code: string;
  readonly school: SchoolId;
  readonly service?: ServiceId;
}

/** Where somebody looks: a short error id is that of one school, a long one may be of any of the visitor's. */
interface Wanted {
  readonly typed: string;
  readonly school: School;
  readonly schools: readonly School[];
}

/**
 * What stood on a page of a sign-in at these schools within a week, the newest first. Nothing for what is at another school, is over, or is no
 * error id: all of them are asked for alike.
 */
export async function findErrors(portal: Portal, wanted: Wanted): Promise<readonly FoundError[]> {
  const shortErrorId = readShortErrorId(wanted.typed);
  if (shortErrorId !== undefined) return findAtSchool(portal, wanted, { shortErrorId });
  const id = errorId(wanted.typed.replaceAll(/[\s.-]/g, '').toUpperCase());
  if (id === undefined) return [];
  const since = portal.clock.now() - weekMillis;
  const [events, shown] = await Promise.all([
    portal.trail.listAudit({ errorId: id, from: since, limit: most }),
    portal.trail.findError(id),
  ]);
  const isTheirs = schoolOf(portal.register.current(), wanted);
  const [event] = events.filter(isOfSignIn);
  const found = event ?? (events.length === 0 ? shown : undefined);
  const school = found && isTheirs(found);
  if (found === undefined || school === undefined || found.at < since) return [];
  return [foundError(id, found, school)];
}

async function findAtSchool(
  { trail, clock }: Portal,
  { school }: Wanted,
  filter: Pick<Parameters<Portal['trail']['listAudit']>[0], 'shortErrorId'>,
): Promise<readonly FoundError[]> {
  const from = clock.now() - weekMillis;
  const events = await trail.listAudit({ ...filter, school: school.id, from, limit: most });
  return events
    .filter(isOfSignIn)
    .flatMap((event) => (event.errorId === undefined ? [] : [foundError(event.errorId, event, school.id)]));
}

/** Also what a supplier got of a request that could not be answered: its page has an error id too. */
function isOfSignIn({ type }: AuditEvent): boolean {
  return type === 'request.rejected' || refusedSignInTypes.some((each) => each === type);
}

/** At which of these schools it was; without a school of its own, an event is of a login whose schools are all among them. */
function schoolOf(
  register: Register,
  { schools, school }: Wanted,
): (event: { readonly school?: SchoolId; readonly idp?: IdpId }) => SchoolId | undefined {
  const own = new Set(schools.map(({ id }) => id));
  return ({ school: named, idp }) => {
    if (named !== undefined) return own.has(named) ? named : undefined;
    const served = (idp && register.idp(idp)?.record.schools) ?? [];
    if (served.length === 0 || !served.every((each) => own.has(each))) return undefined;
    return served.find((each) => each === school.id) ?? served[0];
  };
}

function foundError(
  id: ErrorId,
  event: Pick<AuditEvent, 'at' | 'service'> & {
    readonly reason?: string;
    readonly type?: string;
    readonly code?: string;
  },
  school: SchoolId,
): FoundError {
  return {
    errorId: id,
    at: event.at,
    code: event.reason ?? event.type ?? event.code ?? '',
    school,
    ...(event.service === undefined ? {} : { service: event.service }),
  };
}
