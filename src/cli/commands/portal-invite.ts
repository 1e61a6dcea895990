import type { Accounts } from '../../accounts/accounts.ts';
import { invitationDays, type NewInvitation } from '../../accounts/invitations.ts';
import { readSettings } from '../../config/read-settings.ts';
import { dayAt, systemClock, type CalendarDay } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { portalAccountId, type BoardId, type MessageId, type SchoolId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import type { Party } from '../../domain/party.ts';
import type { BoardRole, Granter, PortalRole } from '../../domain/portal-roles.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { invitationLinkAt } from '../../portal/addresses.ts';
import { roleForms, type AskedRole } from '../../rights/fit-role.ts';
import { newRole, refusedGrants } from '../../rights/granting.ts';
import { schoolRecord } from '../../register/model/kinds/school.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { commandLineUser } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openAccounts } from '../open-accounts.ts';
import { partyOf, requireParty, type PartyOptions } from '../portal-party.ts';
import { withKeys } from '../with-keys.ts';

export interface PortalInviteOptions extends PartyOptions {
  readonly role?: readonly BoardRole[];
  readonly name: string;
  readonly email: string;
  readonly school?: readonly SchoolId[] | undefined;
  readonly until?: CalendarDay;
  readonly ground?: string;
  readonly passkey?: true;
  readonly language: Language;
  readonly print?: true;
  readonly author?: string;
}

type CommandLine = Extract<Granter, { readonly kind: 'command_line' }>;

/** `sluis portal invite`: the only way in for the first one of a board. */
export async function portalInvite(
  options: PortalInviteOptions,
  { env, terminal }: CommandContext,
): Promise<0> {
  const by: CommandLine = { kind: 'command_line', user: commandLineUser(options.author) };
  const party = partyOf(options);
  const roles = rolesOf(party, options);
  refuseIdleGround(roles, options);
  const asked = roles.map((role) => askedRole(role, options));
  const { name, email, language, passkey = false } = options;
  const signIn = passkey || party.kind !== 'board' ? 'passkey' : 'school';
  const settings = readSettings(env);
  if (settings.portal === undefined) {
    throw usageFault('this broker has no portal: name its service in SLUIS_PORTAL_SERVICE');
  }
  const { secret, message } = await withKeys(settings, terminal.say, async (postgres, { keyring }) => {
    await requireParty(postgres, party);
    await requireGrants(postgres, party, asked, { by, zone: settings.timeZone });
    const granted = asked.map((role) => newRole(role, by, systemClock.now()));
    const invited = { party, name, email, roles: granted, signIn, language } as const;
    const accounts = openAccounts(postgres, keyring.lasting, settings);
    return await invite(accounts, invited, by, options);
  });
  if (message !== undefined) {
    terminal.out(message);
    terminal.say(`the invitation goes to ${email} by mail: outbox show ${message} tells how that ended`);
    return 0;
  }
  terminal.out(invitationLinkAt(settings.issuer)(secret));
  terminal.say(
    `give this link to ${name}: it works for ${String(invitationDays)} days, in the first browser that accepts it`,
  );
  return 0;
}

/** At a board somebody has the roles that are named; a supplier and the operator have one each. */
function rolesOf(party: Party, { role, school }: PortalInviteOptions): readonly PortalRole[] {
  if (party.kind === 'board') {
    if (role !== undefined && role.length > 0) return [...new Set(role)];
    throw usageFault('give --role: what somebody may do at the board');
  }
  if (role === undefined && school === undefined) return [party.kind];
  throw usageFault('--role and --school are for accounts of boards');
}

function askedRole(role: PortalRole, { school, until, ground }: PortalInviteOptions): AskedRole {
  return {
    role,
    ...(school === undefined ? {} : { schools: [...new Set(school)] }),
    ...(until === undefined ? {} : { until }),
    ...(takesGround(role) && ground !== undefined ? { ground } : {}),
  };
}

/** Of several roles the ground is for those that take one; where none does, whoever gave it means something else. */
function refuseIdleGround(roles: readonly PortalRole[], { ground }: PortalInviteOptions): void {
  if (ground === undefined || roles.some(takesGround)) return;
  throw usageFault(
    `--ground says why somebody may sign: a role of ${roles.join(', ')} takes none, leave it out`,
  );
}

function takesGround(role: PortalRole): boolean {
  return roleForms[role].ground === 'must';
}

/** What the rights say of roles at a board, a supplier or the operator, whoever grants them. */
async function requireGrants(
  postgres: Postgres,
  party: Party,
  asked: readonly AskedRole[],
  { by, zone }: { readonly by: CommandLine; readonly zone: string },
): Promise<void> {
  const schools = await boardsOf(
    postgres,
    asked.flatMap((role) => role.schools ?? []),
  );
  const now = systemClock.now();
  const at = {
    now,
    today: dayAt(now, zone),
    register: { get: (_kind: 'school', id: SchoolId) => schools.get(id) },
  };
  const nobody = portalAccountId(systemRandomness.uuid());
  if (nobody === undefined) throw new TypeError('a UUID has an unexpected shape');
  const refusal = refusedGrants(by, asked, { account: nobody, party, roles: [] }, at);
  if (refusal !== undefined) throw usageFault(`${refusal.problem}: ${refusal.remedy}`);
}

async function boardsOf(
  postgres: Postgres,
  schools: readonly SchoolId[],
): Promise<ReadonlyMap<string, { readonly board: BoardId }>> {
  const found = await createPostgresRegisterStore(postgres).find(
    schools.map((id) => ({ kind: 'school', id }) as const),
  );
  return new Map(
    found.flatMap(({ id, body }) => {
      const school = schoolRecord.safeParse(body).data;
      return school === undefined ? [] : [[id, school] as const];
    }),
  );
}

/** What the command line said wrong is a fault of its call. */
async function invite(
  accounts: Accounts,
  invited: NewInvitation,
  by: CommandLine,
  { print }: PortalInviteOptions,
): Promise<
  | { readonly secret: string; readonly message?: undefined }
  | { readonly secret?: undefined; readonly message: MessageId }
> {
  try {
    if (print === true || !accounts.mailIsSetUp) {
      return { secret: (await accounts.invite(invited, by)).secret };
    }
    return { message: (await accounts.inviteByMail(invited, by)).message };
  } catch (error) {
    if (error instanceof SluisError && error.code === 'account.refused') throw usageFault(error.message);
    throw error;
  }
}
