import type { Accounts } from '../accounts/accounts.ts';
import type { Settings } from '../config/settings.ts';
import { dayAt, systemClock } from '../domain/clock.ts';
import type { BoardId, SchoolId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import { accountRolesOf, everybodyOf } from '../portal/person-now.ts';
import { schoolRecord } from '../register/model/kinds/school.ts';
import type { BoardsOfSchools } from '../rights/asked-at.ts';
import { lapsedRoles } from '../rights/roles-in-force.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';

/** Which roles of somebody at a party have lapsed, as the portal sees it at this moment. */
export async function lapsedAt(
  party: Party,
  postgres: Postgres,
  { accounts, timeZone }: { readonly accounts: Accounts } & Pick<Settings, 'timeZone'>,
): Promise<(account: PortalAccount) => readonly PortalRole[]> {
  const everybody = await everybodyOf({ accounts }, party);
  const now = systemClock.now();
  const at = {
    today: dayAt(now, timeZone),
    now,
    register: await boardsOf(everybody.all, postgres),
  };
  return (account) => lapsedRoles(accountRolesOf(account), everybody.party, at).map(({ role }) => role);
}

/** Of the schools that their roles name. */
async function boardsOf(all: readonly PortalAccount[], postgres: Postgres): Promise<BoardsOfSchools> {
  const named = new Set(all.flatMap(({ roles }) => roles.flatMap(({ schools }) => schools ?? [])));
  const stored = await createPostgresRegisterStore(postgres).find(
    [...named].map((id) => ({ kind: 'school', id })),
  );
  const boards = new Map<SchoolId, { readonly board: BoardId }>();
  for (const { body } of stored) {
    const school = schoolRecord.safeParse(body).data;
    if (school !== undefined) boards.set(school.id, { board: school.board });
  }
  return { get: (_kind, id) => boards.get(id) };
}
