import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { MessageId } from '../../domain/ids.ts';
import { createPostgresOutboxStore } from '../../storage/postgres/outbox-store.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { noSuchMessage } from '../message-id.ts';
import { outboxEvent } from '../outbox-event.ts';
import { withDatabase } from '../with-database.ts';

const answers = {
  due: 'it is tried now, by a broker that runs',
  unknown: noSuchMessage,
  under_way: 'it is under way; nothing was changed',
  delivered: 'it was delivered; nothing was changed',
  payload_gone: 'what was in it is no longer kept; nothing was changed',
} as const;

/** `sluis outbox retry`: once the cause is mended. */
export async function outboxRetry(
  id: MessageId,
  { author, reason }: { readonly author?: string; readonly reason: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const who = authorOf(author);
  const at = systemClock.now();
  const outcome = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    createPostgresOutboxStore(postgres).retry(id, at, [
      outboxEvent('outbox.retried', at, { id, author: who, reason }),
    ]),
  );
  terminal.say(answers[outcome]);
  return outcome === 'due' ? 0 : 1;
}
