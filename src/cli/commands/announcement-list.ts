import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { createPostgresAnnouncementStore } from '../../storage/postgres/announcement-store.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis announcement list`: what pages say about trouble that is known, and until when. */
export async function announcementList({ env, terminal }: CommandContext): Promise<0> {
  const settings = readSettings(env);
  const momentText = momentTextIn(settings.timeZone);
  const all = await withDatabase(settings, terminal.say, (postgres) =>
    createPostgresAnnouncementStore(postgres).list(systemClock.now()),
  );
  for (const { service, supplier, nl, en, postedAt, endsAt } of all) {
    const line = [
      service === undefined ? 'all sign-ins' : `service ${service}`,
      supplier === undefined ? 'by the operator' : `by supplier ${supplier}`,
      `${momentText(postedAt)} until ${momentText(endsAt)}`,
      nl,
      ...(en === undefined ? [] : [en]),
    ];
    terminal.out(line.join(' · '));
  }
  if (all.length === 0) terminal.say('nothing is announced');
  return 0;
}
