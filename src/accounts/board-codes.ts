import { createHash } from 'node:crypto';
import { dayMillis, type Clock } from '../domain/clock.ts';
import type { BoardId } from '../domain/ids.ts';
import { authorOf, type Granter } from '../domain/portal-roles.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { AccountStore } from '../storage/stores/account-store.ts';

/** Days that a code can be typed, and how often somebody may type a wrong one. */
export const boardCodeDays = 14;
const tries = 5;

/** Letters and digits that nobody takes for one another: 32, so that each is five bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const characters = 16;

/**
 * Codes for the registered mailboxes of boards. Whoever types one in the portal shows that they act for the board: so its first
 * administrator is confirmed, whom nobody there can confirm.
 */
export interface BoardCodes {
  /** 80 bits, in the place of an earlier code of the board. It is told once, and kept as a hash. */
  newBoardCode(board: BoardId, by: Granter): Promise<string>;
  /** Uses it up. After a few wrong ones there is none any more. */
  takeBoardCode(board: BoardId, typed: string): Promise<'right' | 'wrong' | 'none'>;
}

export function createBoardCodes({
  store,
  clock,
  randomness,
}: {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): BoardCodes {
  return {
    async newBoardCode(board, by) {
      const code = [...randomness.bytes(characters)].map((byte) => alphabet[byte % alphabet.length]).join('');
      const at = clock.now();
      await store.putBoardCode(
        { board, hash: hashOf(code), expiresAt: at + boardCodeDays * dayMillis, tries },
        [{ type: 'account.board_code_made', at, board, author: authorOf(by) }],
      );
      return code.replaceAll(/.{4}(?=.)/g, '$&-');
    },
    takeBoardCode: (board, typed) => store.tryBoardCode(board, hashOf(asRead(typed)), clock.now()),
  };
}

/** As people type what they read: with blanks, hyphens and small letters. */
function asRead(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '');
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
