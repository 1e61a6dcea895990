import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { PortalAccountId } from '../../domain/ids.ts';
import { confirmedRole, type PortalRole } from '../../domain/portal-roles.ts';
import { commandLineUser } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { lapsedAt } from '../lapsed-roles.ts';
import { openAccounts } from '../open-accounts.ts';
import { accountNamed } from '../portal-account-argument.ts';
import { withKeys } from '../with-keys.ts';

export interface PortalConfirmOptions {
  readonly account: PortalAccountId;
  readonly role: PortalRole;
  readonly reason: string;
  readonly author?: string;
}

/** `sluis portal confirm`: the operator knows who it is. A role that has lapsed is confirmed anew. */
export async function portalConfirm(
  { account: id, role, reason, author }: PortalConfirmOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const by = { kind: 'command_line', user: commandLineUser(author) } as const;
  const settings = readSettings(env);
  return await withKeys(settings, terminal.say, async (postgres, { keyring }) => {
    const accounts = openAccounts(postgres, keyring.lasting, settings);
    const account = await accountNamed(accounts, id);
    const held = account.roles.find((each) => each.role === role);
    if (held === undefined) {
      terminal.say(`${account.name} has no such role`);
      return 1;
    }
    const lapsedOf = await lapsedAt(account.party, postgres, { accounts, timeZone: settings.timeZone });
    if (held.confirmedAt !== undefined && !lapsedOf(account).includes(role)) {
      terminal.say('it is confirmed already');
      return 1;
    }
    const confirmed = confirmedRole(held, by, systemClock.now());
    const roles = account.roles.map((each) => (each === held ? confirmed : each));
    await accounts.changeRoles(account, roles, { type: 'account.role_confirmed', role, by, reason });
    terminal.out(`${account.name} acts as ${role} from now on`);
    return 0;
  });
}
