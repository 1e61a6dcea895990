import { dayMillis, type Clock } from '../domain/clock.ts';
import type { BoardId, MessageId } from '../domain/ids.ts';
import type { MailAddress } from '../domain/mail-address.ts';
import type { NewMessage } from '../domain/outbox.ts';
import { authorOf, type Granter } from '../domain/portal-roles.ts';
import type { Randomness } from '../domain/randomness.ts';
import { secretHash } from '../domain/secret-hash.ts';
import type { AccountStore } from '../storage/stores/account-store.ts';
import type { AccountMail } from './account-mail.ts';

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
  /** The same, and the code is in the mail to this mailbox alone: nobody else is told. */
  mailBoardCode(board: BoardId, by: Granter, mailbox: MailAddress): Promise<MessageId>;
  /** Uses it up. After a few wrong ones there is none any more. */
  takeBoardCode(board: BoardId, typed: string): Promise<'right' | 'wrong' | 'none'>;
}

interface BoardCodeParts {
  readonly store: AccountStore;
  readonly mail: AccountMail;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createBoardCodes(parts: BoardCodeParts): BoardCodes {
  const { store, mail, clock } = parts;
  return {
    async newBoardCode(board, by) {
      const code = newCode(parts);
      await put(parts, board, by, code);
      return code.text;
    },
    async mailBoardCode(board, by, mailbox) {
      const code = newCode(parts);
      const message = await mail.boardCode(board, mailbox, code);
      await put(parts, board, by, code, [message]);
      return message.id;
    },
    takeBoardCode: (board, typed) => store.tryBoardCode(board, secretHash(asRead(typed)), clock.now()),
  };
}

interface NewCode {
  /** As people read it: four characters and a hyphen. */
  readonly text: string;
  readonly madeAt: number;
  readonly validUntil: number;
}

function newCode({ clock, randomness }: BoardCodeParts): NewCode {
  const code = [...randomness.bytes(characters)].map((byte) => alphabet[byte % alphabet.length]).join('');
  const madeAt = clock.now();
  return {
    text: code.replaceAll(/.{4}(?=.)/g, '$&-'),
    madeAt,
    validUntil: madeAt + boardCodeDays * dayMillis,
  };
}

async function put(
  { store }: BoardCodeParts,
  board: BoardId,
  by: Granter,
  { text, madeAt, validUntil }: NewCode,
  messages: readonly NewMessage[] = [],
): Promise<void> {
  await store.putBoardCode(
    { board, hash: secretHash(asRead(text)), expiresAt: validUntil, tries },
    [{ type: 'account.board_code_made', at: madeAt, board, author: authorOf(by) }],
    messages,
  );
}

/** As people type what they read: with blanks, hyphens and small letters. */
function asRead(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '');
}
