import { z } from 'zod';
import type { AccountStore } from '../stores/account-store.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';
import { writeMessages } from './write-messages.ts';
import { writeEvents } from './write-register.ts';

const putCode = statement({
  name: 'portal-board-code-put',
  text: `insert into sluis.portal_board_code (board, code_hash, expires_at, tries_left) values ($1, $2, $3, $4)
    on conflict (board) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
      tries_left = excluded.tries_left`,
  row: z.unknown(),
});
/** Locks the row, so that tries at the same moment count one after the other. */
const countTry = statement({
  name: 'portal-board-code-try',
  text: `update sluis.portal_board_code set tries_left = tries_left - 1
    where board = $1 and expires_at > $3 and tries_left > 0 returning code_hash = $2 as is_right`,
  row: z.object({ is_right: z.boolean() }),
});
const useCode = statement({
  name: 'portal-board-code-use',
  text: 'delete from sluis.portal_board_code where board = $1',
  row: z.unknown(),
});

export function boardCodesIn(postgres: Postgres): Pick<AccountStore, 'putBoardCode' | 'tryBoardCode'> {
  return {
    putBoardCode: ({ board, hash, expiresAt, tries }, events, messages = []) =>
      postgres.transaction(async (run) => {
        await run(putCode, [board, Buffer.from(hash), new Date(expiresAt), tries]);
        await writeMessages(run, messages);
        await writeEvents(run, events);
      }),
    tryBoardCode: (board, hash, now) =>
      postgres.transaction(async (run) => {
        const [tried] = await run(countTry, [board, Buffer.from(hash), new Date(now)]);
        if (tried?.is_right !== true) return tried === undefined ? 'none' : 'wrong';
        await run(useCode, [board]);
        return 'right';
      }),
  };
}
