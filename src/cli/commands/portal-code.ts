import { boardCodeDays } from '../../accounts/board-codes.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { BoardId } from '../../domain/ids.ts';
import { boardRecord } from '../../register/model/kinds/board.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { commandLineUser } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openAccounts } from '../open-accounts.ts';
import { requireParty } from '../portal-party.ts';
import { withKeys } from '../with-keys.ts';

/** `sluis portal code`: what the operator sends to the registered mailbox of a board. */
export async function portalCode(
  board: BoardId,
  { author }: { readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0> {
  const by = { kind: 'command_line', user: commandLineUser(author) } as const;
  const { code, mailbox } = await withKeys(readSettings(env), terminal.say, async (postgres, { keyring }) => {
    await requireParty(postgres, { kind: 'board', id: board });
    const registered = await mailboxOf(postgres, board);
    return {
      mailbox: registered,
      code: await openAccounts(postgres, keyring.lasting).newBoardCode(board, by),
    };
  });
  terminal.out(code);
  terminal.say(
    `send this code to ${mailbox} and nowhere else: it works for ${String(boardCodeDays)} days, once`,
  );
  return 0;
}

async function mailboxOf(postgres: Postgres, board: BoardId): Promise<string> {
  const [stored] = await createPostgresRegisterStore(postgres).find([{ kind: 'board', id: board }]);
  const mailbox = boardRecord.safeParse(stored?.body).data?.registeredMailbox;
  if (mailbox !== undefined) return mailbox;
  throw usageFault(`board ${board} has no registeredMailbox: apply a file that names it first`);
}
