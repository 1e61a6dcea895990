import { readSettings } from '../../config/read-settings.ts';
import { isAnnouncementText, longestAnnouncement } from '../../domain/announcement.ts';
import { systemClock } from '../../domain/clock.ts';
import { createPostgresAnnouncementStore } from '../../storage/postgres/announcement-store.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import { aboutOf, type AboutOptions } from '../announced-about.ts';
import { authorOf } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

export interface AnnouncementPostOptions extends AboutOptions {
  readonly en?: string;
  readonly hours: number;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis announcement post`: what the operator tells everybody who cannot get on. */
export async function announcementPost(
  text: string,
  options: AnnouncementPostOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const about = aboutOf(options);
  const { en, hours, author, reason } = options;
  if (![text, ...(en === undefined ? [] : [en])].every(isAnnouncementText)) {
    throw usageFault(
      `an announcement is one line of at most ${String(longestAnnouncement)} ordinary characters, without addresses, mailboxes and telephone numbers`,
    );
  }
  const settings = readSettings(env);
  const who = { author: authorOf(author), statedReason: reason };
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const register = createPostgresRegisterStore(postgres);
    if (about.service !== undefined) {
      const name = { kind: 'service', id: about.service } as const;
      const [service] = await register.find([name]);
      if (service === undefined) {
        terminal.say(await noSuchRecord(register, name));
        return 1;
      }
    }
    const postedAt = systemClock.now();
    const endsAt = postedAt + hours * 60 * 60 * 1000;
    const announcement = { ...about, nl: text, ...(en === undefined ? {} : { en }), postedAt, endsAt };
    const outcome = await createPostgresAnnouncementStore(postgres).post(announcement, who);
    terminal.out(`${outcome}, until ${momentTextIn(settings.timeZone)(endsAt)}`);
    return 0;
  });
}
