import { accountsSeenEvent } from '../../accounts/events.ts';
import { readSettings } from '../../config/read-settings.ts';
import { dayAt, systemClock, type CalendarDay } from '../../domain/clock.ts';
import type { ComparedAddress } from '../../domain/compared-address.ts';
import type { Invitation, PortalAccount } from '../../domain/portal-accounts.ts';
import type { HeldRole, PortalRole } from '../../domain/portal-roles.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import { commandLineUser } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { lapsedAt } from '../lapsed-roles.ts';
import { openAccounts } from '../open-accounts.ts';
import { partyOf, requireParty, type PartyOptions } from '../portal-party.ts';
import { withKeys } from '../with-keys.ts';

/** `sluis portal list`: reading who works for a board is written down, as everything that the operator reads of people. */
export async function portalList(
  { json = false, author, ...options }: PartyOptions & { readonly json?: boolean; readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0> {
  const party = partyOf(options);
  const settings = readSettings(env);
  const by = { kind: 'command_line', user: commandLineUser(author) } as const;
  const { accounts, invitations, lapsedOf } = await withKeys(
    settings,
    terminal.say,
    async (postgres, { keyring }) => {
      await requireParty(postgres, party);
      await createPostgresLedgerStore(postgres).appendAudit(accountsSeenEvent(party, by, systemClock.now()));
      const opened = openAccounts(postgres, keyring.lasting, settings);
      return {
        lapsedOf: await lapsedAt(party, postgres, { accounts: opened, timeZone: settings.timeZone }),
        accounts: await opened.accountsOf(party),
        invitations: await opened.invitationsOf(party),
      };
    },
  );
  const dayOf = (moment: number): CalendarDay => dayAt(moment, settings.timeZone);
  for (const account of accounts) {
    const lapsed = lapsedOf(account);
    terminal.out(json ? JSON.stringify({ ...account, lapsed }) : accountText(account, lapsed));
  }
  for (const invitation of invitations) {
    terminal.out(json ? JSON.stringify(invitation) : invitationText(invitation, dayOf));
  }
  if (accounts.length + invitations.length === 0) terminal.say('no account and no open invitation');
  return 0;
}

function accountText(
  { id, name, email, roles, lastUsedOn }: PortalAccount,
  lapsed: readonly PortalRole[],
): string {
  const texts = roles.map((held) => `${roleText(held)}${lapsed.includes(held.role) ? ' (lapsed)' : ''}`);
  return [id, name, email, texts.join(', '), lastUsedOn ?? 'never used'].join('  ');
}

function invitationText(
  { name, email, roles, expiresAt }: Invitation,
  dayOf: (moment: number) => CalendarDay,
): string {
  return ['invited', name, email, roles.map(roleText).join(', '), `until ${dayOf(expiresAt)}`].join('  ');
}

const whyItWaits: Readonly<Record<ComparedAddress, string>> = {
  same: '',
  differs: ': signed in with another address than the invited one',
  absent: ': no address to compare with the invited one',
};

function roleText({ role, schools, until, confirmedAt, comparedAddress }: HeldRole): string {
  return [
    role,
    schools === undefined ? '' : ` at ${schools.join(' ')}`,
    until === undefined ? '' : ` until ${until}`,
    confirmedAt === undefined ? ` (not confirmed${whyItWaits[comparedAddress ?? 'same']})` : '',
  ].join('');
}
