import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { createPostgresAnnouncementStore } from '../../storage/postgres/announcement-store.ts';
import { aboutOf, type AboutOptions } from '../announced-about.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis announcement remove`: it is on no page any more. */
export async function announcementRemove(
  options: AboutOptions & { readonly author?: string; readonly reason: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const about = aboutOf(options);
  const who = { author: authorOf(options.author), statedReason: options.reason };
  const outcome = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    createPostgresAnnouncementStore(postgres).remove({ ...about, at: systemClock.now() }, who),
  );
  if (outcome === 'removed') {
    terminal.out('removed');
    return 0;
  }
  terminal.say('there is no such announcement: see sluis announcement list');
  return 1;
}
