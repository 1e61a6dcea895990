import { boardCodeDays } from '../../accounts/board-codes.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { BoardId } from '../../domain/ids.ts';
import { mailAddress, type MailAddress } from '../../domain/mail-address.ts';
import { boardRecord } from '../../register/model/kinds/board.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { commandLineUser } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openAccounts } from '../open-accounts.ts';
import { requireParty } from '../portal-party.ts';
import { withKeys } from '../with-keys.ts';

/** `sluis portal code`: what shows, read in the registered mailbox of a board, that somebody acts for it. */
export async function portalCode(
  board: BoardId,
  { author, print }: { readonly author?: string; readonly print?: true },
  { env, terminal }: CommandContext,
): Promise<0> {
  const by = { kind: 'command_line', user: commandLineUser(author) } as const;
  const settings = readSettings(env);
  const { made, mailbox, isMailed } = await withKeys(
    settings,
    terminal.say,
    async (postgres, { keyring }) => {
      await requireParty(postgres, { kind: 'board', id: board });
      const registered = await mailboxOf(postgres, board);
      const accounts = openAccounts(postgres, keyring.lasting, settings);
      if (print === true || !accounts.mailIsSetUp) {
        return { mailbox: registered, isMailed: false, made: await accounts.newBoardCode(board, by) };
      }
      const to = requireSendable(registered);
      return { mailbox: registered, isMailed: true, made: await accounts.mailBoardCode(board, by, to) };
    },
  );
  terminal.out(made);
  terminal.say(
    isMailed
      ? `a code goes to ${mailbox} by mail: outbox show ${made} tells how that ended. It works for ${String(boardCodeDays)} days, once`
      : `send this code to ${mailbox} and nowhere else: it works for ${String(boardCodeDays)} days, once`,
  );
  return 0;
}

/** A record may have a mailbox that few servers take. */
function requireSendable(mailbox: string): MailAddress {
  const address = mailAddress(mailbox);
  if (address !== undefined) return address;
  throw usageFault(`no mail goes to ${mailbox}: give --print, and send the code there in another way`);
}

async function mailboxOf(postgres: Postgres, board: BoardId): Promise<string> {
  const [stored] = await createPostgresRegisterStore(postgres).find([{ kind: 'board', id: board }]);
  const mailbox = boardRecord.safeParse(stored?.body).data?.registeredMailbox;
  if (mailbox !== undefined) return mailbox;
  throw usageFault(`board ${board} has no registeredMailbox: apply a file that names it first`);
}
