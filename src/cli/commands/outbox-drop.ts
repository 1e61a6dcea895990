import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { MessageId } from '../../domain/ids.ts';
import { createPostgresOutboxStore } from '../../storage/postgres/outbox-store.ts';
import { agreed, authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { noSuchMessage } from '../message-id.ts';
import { messageText } from '../message-text.ts';
import { momentTextIn } from '../moment-text.ts';
import { outboxEvent } from '../outbox-event.ts';
import { withDatabase } from '../with-database.ts';

export interface OutboxDropOptions {
  readonly yes?: boolean;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis outbox drop`: needs no keys, so that a message goes whose key is lost. */
export async function outboxDrop(
  id: MessageId,
  { yes = false, author, reason }: OutboxDropOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const who = authorOf(author);
  const settings = readSettings(env);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const store = createPostgresOutboxStore(postgres);
    const message = await store.find(id);
    if (message !== undefined) {
      terminal.out(messageText(message, momentTextIn(settings.timeZone)));
      if (!(await agreed(yes, terminal))) return 1;
    }
    const at = systemClock.now();
    if (!(await store.drop(id, [outboxEvent('outbox.dropped', at, { id, author: who, reason })]))) {
      terminal.say(noSuchMessage);
      return 1;
    }
    terminal.out('erased');
    return 0;
  });
}
