import { readSettings } from '../../config/read-settings.ts';
import type { PortalAccountId } from '../../domain/ids.ts';
import { createPostgresFactorStore } from '../../storage/postgres/factor-store.ts';
import { agreed, commandLineUser } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { openAccounts } from '../open-accounts.ts';
import { accountNamed } from '../portal-account-argument.ts';
import { withKeys } from '../with-keys.ts';

export interface PortalEraseOptions {
  readonly yes?: boolean;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis portal erase`: for whoever asks to be forgotten, and for accounts that nobody at the board can remove. */
export async function portalErase(
  id: PortalAccountId,
  { yes = false, author, reason }: PortalEraseOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const by = { kind: 'command_line', user: commandLineUser(author) } as const;
  const settings = readSettings(env);
  return await withKeys(settings, terminal.say, async (postgres, { keyring }) => {
    const accounts = openAccounts(postgres, keyring.lasting, settings);
    const account = await accountNamed(accounts, id);
    terminal.out(`${account.name}  ${account.email}  ${account.roles.map(({ role }) => role).join(', ')}`);
    if (!(await agreed(yes, terminal))) return 1;
    if (!(await accounts.erase(account, by, reason))) {
      terminal.say('somebody else has just erased it');
      return 1;
    }
    await createPostgresFactorStore(postgres).erase(account.id);
    terminal.out('erased');
    return 0;
  });
}
