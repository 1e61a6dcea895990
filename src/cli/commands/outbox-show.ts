import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { MessageId } from '../../domain/ids.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import { createPostgresOutboxStore } from '../../storage/postgres/outbox-store.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { noSuchMessage } from '../message-id.ts';
import { messageFields } from '../message-text.ts';
import { momentTextIn } from '../moment-text.ts';
import { outboxEvent } from '../outbox-event.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis outbox show`: all facts of one message. */
export async function outboxShow(
  id: MessageId,
  { json = false, author }: { readonly json?: boolean; readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const who = authorOf(author);
  const settings = readSettings(env);
  const message = await withDatabase(settings, terminal.say, async (postgres) => {
    const event = outboxEvent('outbox.shown', systemClock.now(), { id, author: who });
    await createPostgresLedgerStore(postgres).appendAudit(event);
    return createPostgresOutboxStore(postgres).find(id);
  });
  if (message === undefined) {
    terminal.say(noSuchMessage);
    return 1;
  }
  const fields = messageFields(message, momentTextIn(settings.timeZone));
  if (json) terminal.out(JSON.stringify(fields));
  else for (const [name, value] of Object.entries(fields)) terminal.out(`${name}: ${String(value)}`);
  return 0;
}
