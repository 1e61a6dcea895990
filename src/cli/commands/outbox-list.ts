import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { MessageState } from '../../domain/outbox.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import { createPostgresOutboxStore } from '../../storage/postgres/outbox-store.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { messageFields, messageText } from '../message-text.ts';
import { momentTextIn } from '../moment-text.ts';
import { outboxEvent } from '../outbox-event.ts';
import { withDatabase } from '../with-database.ts';

const mostListed = 100;

export interface OutboxListOptions {
  readonly state?: MessageState;
  readonly before?: MessageId;
  readonly json?: boolean;
  readonly author?: string;
}

/** `sluis outbox list`: what waits, what arrived and what did not. */
export async function outboxList(
  { state, before, json = false, author }: OutboxListOptions,
  { env, terminal }: CommandContext,
): Promise<0> {
  const who = authorOf(author);
  const settings = readSettings(env);
  const momentText = momentTextIn(settings.timeZone);
  const listed = await withDatabase(settings, terminal.say, async (postgres) => {
    const event = outboxEvent('outbox.listed', systemClock.now(), { author: who });
    await createPostgresLedgerStore(postgres).appendAudit(event);
    return createPostgresOutboxStore(postgres).list({
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { before }),
      limit: mostListed,
    });
  });
  for (const message of listed) {
    terminal.out(
      json ? JSON.stringify(messageFields(message, momentText)) : messageText(message, momentText),
    );
  }
  if (listed.length === 0) terminal.say('there is no such message');
  if (listed.length === mostListed) {
    terminal.say(`there may be more: --before ${String(listed.at(-1)?.id)} shows them`);
  }
  return 0;
}
